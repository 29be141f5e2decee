# What every test file begins with: the module as built, once, and images for the network in fixtures (colors.py says what it answers).

$repository = Split-Path (Split-Path $PSScriptRoot)
if (-not (Get-Module SaliencyPS)) { Import-Module (Join-Path $repository 'module/SaliencyPS.psd1') -ErrorAction Stop }
elseif ((Get-Module SaliencyPS).ModuleBase -ne (Join-Path $repository 'module')) { throw "SaliencyPS is loaded from '$((Get-Module SaliencyPS).ModuleBase)': start another PowerShell to test this one." }

# The PowerShell that runs this, to start another one. Not the file of its process: that is dotnet where PowerShell is a .NET tool.
$pwsh = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')

$colors = Join-Path $PSScriptRoot 'fixtures/colors.onnx'
# No test sees the networks of whoever runs it.
$env:SALIENCYPS_NETWORKS = Join-Path ([IO.Path]::GetTempPath()) 'saliencyps-empty-store'
$env:SALIENCYPS_NETWORK = $null
$env:SALIENCYPS_ENGINES = Join-Path ([IO.Path]::GetTempPath()) 'saliencyps-no-engines'
$env:SALIENCYPS_CODEC = $null
$shared = $env:SALIENCYPS_SHARED ? $env:SALIENCYPS_SHARED : (Join-Path $repository '../shared/data')

# A grey image of 64 x 48 pixels with a 20 x 20 square of one color at (20, 12).
function New-Image([string] $Path, [byte[]] $Color = (220, 20, 20)) {
    $random = [Random]::new(1)
    $image = [SaliencyPS.Imaging.RgbImage]::new(64, 48)
    for ($i = 0; $i -lt 64 * 48; $i++) {
        $x, $y = ($i % 64), [Math]::Floor($i / 64)
        $grey = 120 + $random.Next(16)
        $inside = $x -ge 20 -and $x -lt 40 -and $y -ge 12 -and $y -lt 32
        $pixel = $inside ? $Color : @($grey, $grey, $grey)
        for ($c = 0; $c -lt 3; $c++) { $image.Pixels[3 * $i + $c] = $pixel[$c] }
    }
    [IO.File]::WriteAllBytes($Path, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode($image, 'Png'))
    Get-Item -LiteralPath $Path
}

# A grey image of 96 x 48 pixels with red squares: 8 x 8 at (2, 30), 20 x 20 at (20, 12), 28 x 28 at (60, 10).
function New-SquaresImage([string] $Path) {
    $random = [Random]::new(1)
    $image = [SaliencyPS.Imaging.RgbImage]::new(96, 48)
    for ($i = 0; $i -lt 96 * 48; $i++) {
        $x, $y, $grey = ($i % 96), [Math]::Floor($i / 96), (120 + $random.Next(16))
        $inside = $false
        foreach ($square in (2, 30, 8), (20, 12, 20), (60, 10, 28)) {
            $left, $top, $side = $square
            $inside = $inside -or ($x -ge $left -and $x -lt $left + $side -and $y -ge $top -and $y -lt $top + $side)
        }
        $pixel = $inside ? @(220, 20, 20) : @($grey, $grey, $grey)
        for ($c = 0; $c -lt 3; $c++) { $image.Pixels[3 * $i + $c] = $pixel[$c] }
    }
    [IO.File]::WriteAllBytes($Path, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode($image, 'Png'))
    Get-Item -LiteralPath $Path
}

# Another program's scores of an input of one color for the network in fixtures, as NumPy files; gives the path to test.
function New-Reference([string] $Name, [float[]] $Logits, [float[]] $Color = (0, 0, 0)) {
    foreach ($array in @{ name = 'input'; shape = '1, 3, 32, 32'; values = [float[]] ($Color.ForEach{ , $_ * 1024 }) }, @{ name = 'logits'; shape = '1, 5'; values = $Logits }) {
        $header = [Text.Encoding]::ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': ($($array.shape)), }")
        $data = [byte[]]::new(4 * $array.values.Count)
        [Buffer]::BlockCopy($array.values, 0, $data, 0, $data.Count)
        [IO.File]::WriteAllBytes("$Name.$($array.name).npy", [byte[]] (0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, $header.Count, 0 + $header + $data))
    }
    "$Name.input.npy"
}

# A web server on this machine that knows some files by their paths.
function Start-FileServer([hashtable] $Files) {
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $job = Start-ThreadJob -ArgumentList $listener, $Files {
        param($Listener, $Files)
        $ErrorActionPreference = 'Stop' # once there is no listener any more
        while ($true) {
            $client = $Listener.AcceptTcpClient()
            $stream = $client.GetStream()
            $reader = [IO.StreamReader]::new($stream)
            $path = $reader.ReadLine().Split(' ')[1]
            while ($reader.ReadLine()) { }
            [byte[]] $data = $Files[$path] ? [IO.File]::ReadAllBytes($Files[$path]) : @()
            $head = [Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $($Files[$path] ? '200 OK' : '404 Not Found')`r`nContent-Length: $($data.Length)`r`nConnection: close`r`n`r`n")
            $stream.Write($head)
            $stream.Write($data)
            $client.Dispose()
        }
    }
    @{ Uri = "http://$($listener.LocalEndpoint)/"; Listener = $listener; Job = $job }
}

function Stop-FileServer($Server) {
    $Server.Listener.Stop() # which ends the wait for a client
    $Server.Job | Wait-Job -Timeout 10 | Remove-Job -Force
}

# The completions at the end of a command line.
function Complete([string] $Line) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText }

# Intersection over union of a found box with a true one, given as x, y, width, height.
function Get-Overlap($Box, $Truth) {
    $x, $y, $width, $height = $Truth
    $columns = [Math]::Min($Box.X + $Box.Width, $x + $width) - [Math]::Max($Box.X, $x)
    $rows = [Math]::Min($Box.Y + $Box.Height, $y + $height) - [Math]::Max($Box.Y, $y)
    $common = [Math]::Max(0, $columns) * [Math]::Max(0, $rows)
    $common / ($Box.Width * $Box.Height + $width * $height - $common)
}
