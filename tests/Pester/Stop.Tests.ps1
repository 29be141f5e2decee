BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $scene = Get-Item (Join-Path $repository 'examples/images/lamp-038.jpg')
    # The largest network there is; without those that cannot be distributed, the one in the box.
    $large = Join-Path $shared 'networks/mobilenet_v2_1.0_224.onnx'
    if (-not (Test-Path $large)) { $large = 'scenes' }
    1..40 | ForEach-Object { Copy-Item $red (Join-Path $TestDrive "stop$_.png") }

    # Runs a script in a runspace of its own, stops it in the middle as Ctrl+C does, and returns the seconds that took.
    function Stop-Midway([string] $Script) {
        $shell = [PowerShell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$repository/module/SaliencyPS.psd1'; Set-Location -LiteralPath '$TestDrive'; $Script")
            $running = $shell.BeginInvoke()
            Start-Sleep 2
            $running.IsCompleted | Should -BeFalse -Because 'it never ends by itself'
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $running.IsCompleted | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $watch.Elapsed.TotalSeconds
        }
        finally { $shell.Dispose() }
    }

    # At rest the pool ends its threads one by one; what is awaited is that they are no more than before.
    function Wait-Thread([int] $Count) {
        $until = [datetime]::UtcNow.AddSeconds(60)
        do { Start-Sleep -Milliseconds 200; $now = [Diagnostics.Process]::GetCurrentProcess().Threads.Count } while ($now -gt $Count -and [datetime]::UtcNow -lt $until)
        $now
    }
}

Describe 'Ctrl+C' -Tag Slow {
    BeforeAll {
        # An image that takes long to cut: nothing but noise, six million pixels.
        $noise = [SaliencyPS.Imaging.RgbImage]::new(3000, 2000)
        [Random]::new(1).NextBytes($noise.Pixels)
        [IO.File]::WriteAllBytes("$TestDrive/noise.png", [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode($noise, 'Png'))
    }

    # A second where nothing else runs; a busy machine has three tries.
    It 'stops <name> within a second' -ForEach @(
        @{ name = 'one large computation'; script = "while (`$true) { Get-ClassSaliency '{scene}' -Network scenes -View TenCrop -Top 24 }" }
        @{ name = 'random masks'; script = "Get-ClassSaliency '{scene}' -Network scenes -Method Rise -SampleCount 1000000" }
        @{ name = 'a window that wanders'; script = "Get-ClassSaliency '{scene}' -Network '{large}' -Method Occlusion -Window 2 -Stride 1" }
        @{ name = 'many small ones'; script = "while (`$true) { Get-ChildItem stop*.png | Get-ClassSaliency -Network '{colors}' | Find-ObjectBox }" }
        @{ name = 'a large cut'; script = "`$map = Get-ClassSaliency noise.png -Network scenes -Top 1; while (`$true) { `$map | Find-ObjectBox -MaximumCutPixels 2147483647 -ErrorAction Stop }" }
        @{ name = 'a gradient ascent'; script = "New-ClassModelImage teapot -Network scenes -Iteration 10000000 -OutFile teapot.png" }
        @{ name = 'images for files'; script = "`$map = Get-ClassSaliency noise.png -Network scenes -Top 1; while (`$true) { `$map | Export-SaliencyImage drawn.png }" }
        @{ name = 'a cascade of forgetful networks'; script = "Measure-SaliencySanity '{scene}' -Network '{large}' -Top 24" }
        @{ name = 'a measurement of faithfulness'; script = "Measure-SaliencyFaithfulness '{scene}' -Network '{large}' -Top 24" }
        @{ name = 'a report'; script = "& { while (`$true) { Get-ChildItem stop*.png } } | Get-ClassSaliency -Network '{colors}' -Top 1 | Export-SaliencyReport report.html" }
    ) {
        $text = $script.Replace('{scene}', $scene.FullName).Replace('{colors}', $colors).Replace('{large}', $large)
        $seconds = foreach ($try in 1..3) { $second = Stop-Midway $text; $second; if ($second -lt 1) { break } }
        ($seconds | Measure-Object -Minimum).Minimum | Should -BeLessThan 1
        Get-ChildItem $TestDrive -Force -Name | Where-Object { $_ -match 'partial|teapot|report' } | Should -BeNullOrEmpty
    }

    It 'leaves no thread and no runspace behind' {
        $script = "while (`$true) { Get-ChildItem stop*.png | Get-ClassSaliency -Network '$colors' -ThrottleLimit 8 | Find-ObjectBox -ThrottleLimit 8 }"
        $null = Stop-Midway $script # the pool has its threads now
        $runspaces = (Get-Runspace).Count
        $threads = [Diagnostics.Process]::GetCurrentProcess().Threads.Count
        1..3 | ForEach-Object { $null = Stop-Midway $script }
        (Get-Runspace).Count | Should -Be $runspaces
        Wait-Thread $threads | Should -BeLessOrEqual $threads
    }
}

Describe 'Select-Object -First' {
    It 'asks for no more images than it needs' {
        $script:images = 0
        $box = & { foreach ($i in 1..1000) { $script:images++; $red } } | Get-ClassSaliency -Network $colors | Find-ObjectBox | Select-Object -First 1
        $box.Label | Should -Be 'red'
        $script:images | Should -Be 1
    }

    It 'stops the masks of the next image within a second' {
        $seconds = foreach ($try in 1..3) {
            $watch = [Diagnostics.Stopwatch]::new()
            # Two at once: while the first image's map is looked at, the second one's is in work.
            $found = $scene.FullName, $scene.FullName, $scene.FullName | Get-ClassSaliency -Network scenes -Method Rise -SampleCount 100 -Top 1 -ThrottleLimit 1 |
                ForEach-Object { $watch.Start(); $_ } | Select-Object -First 1
            $found.Method | Should -Be 'Rise'
            $watch.Elapsed.TotalSeconds
            if ($watch.Elapsed.TotalSeconds -lt 1) { break }
        }
        ($seconds | Measure-Object -Minimum).Minimum | Should -BeLessThan 1
    }

    It 'stops what works ahead, and it works again' {
        $runspaces = (Get-Runspace).Count
        foreach ($round in 1..3) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $boxes = Get-ChildItem "$TestDrive/stop*.png" | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox | Select-Object -First 3
            $boxes | Should -HaveCount 3
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 20 # no deadlock
        }
        (Get-Runspace).Count | Should -Be $runspaces
    }
}
