#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Cuts the objects out of photographs, each into a PNG file of its own.
.DESCRIPTION
The object of the best class of each photograph is found and cut out in full resolution. The file is named after photograph and class.
.PARAMETER Path
Photographs; wildcards are allowed.
.PARAMETER Destination
The folder for the files; it is made where it is missing.
.PARAMETER Margin
How much more is cut out on each side, as a share of the box's side.
.PARAMETER MinimumProbability
Passes over photographs that the network is less sure of, 0 to 1.
.PARAMETER Network
A network, its file, or its name in the store.
.EXAMPLE
./Export-ObjectCrop.ps1 *.jpg -Destination crops -Margin 0.1
.EXAMPLE
Get-ChildItem ~/Pictures -Recurse -Include *.jpg | ./Export-ObjectCrop.ps1 -Destination crops -MinimumProbability 0.8
.OUTPUTS
The files.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([IO.FileInfo])]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
    [Alias('FullName')]
    [SupportsWildcards()]
    [string[]] $Path,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Destination,

    [ValidateRange(0.0, 10.0)]
    [double] $Margin = 0,

    [ValidateRange(0.0, 1.0)]
    [double] $MinimumProbability = 0,

    [ValidateNotNull()]
    [object] $Network = 'scenes'
)

begin {
    $folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
    $forbidden = '[{0}]' -f [regex]::Escape([IO.Path]::GetInvalidFileNameChars() -join '')

    # From, and how many of, the pixels of one side of a box with its margin, within the picture.
    function Get-Span([int] $Start, [int] $Length, [int] $Limit, [int] $More) {
        $first = [Math]::Max(0, $Start - $More)
        $first, ([Math]::Min($Limit, $Start + $Length + $More) - $first)
    }
}

process {
    # A name from Get-ChildItem is taken as it is, though it has brackets.
    $files = foreach ($name in $Path) { (Test-Path -LiteralPath $name) ? (Get-Item -LiteralPath $name) : (Get-Item -Path $name) }
    $boxes = $files | Get-ClassSaliency -Network $Network -Top 1 | Where-Object Probability -ge $MinimumProbability | Find-ObjectBox

    foreach ($box in $boxes) {
        $stem = "$([IO.Path]::GetFileNameWithoutExtension($box.Path)).$($box.Label).png"
        $file = Join-Path $folder ($stem -replace $forbidden, '_')
        if (-not $PSCmdlet.ShouldProcess($file, "Write the $($box.Label) of '$($box.Path)'")) { continue }
        $picture = [SaliencyPS.Imaging.ImageDecoder]::Read($box.Path)
        $x, $width = Get-Span -Start $box.X -Length $box.Width -Limit $picture.Width -More ($Margin * $box.Width)
        $y, $height = Get-Span -Start $box.Y -Length $box.Height -Limit $picture.Height -More ($Margin * $box.Height)
        $null = [IO.Directory]::CreateDirectory($folder)
        [IO.File]::WriteAllBytes($file, [SaliencyPS.Imaging.PngEncoder]::Encode($picture.Crop($x, $y, $width, $height)))
        Get-Item -LiteralPath $file
    }
}
