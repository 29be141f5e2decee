#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Sorts photographs into folders named after what they show.
.DESCRIPTION
Each photograph goes into a folder named after its best class. One that the network is not sure of stays where it is, and so does one whose
name the folder has already. The network must be named: files are not moved by whichever happens to be the default.
.PARAMETER Path
The folder of photographs.
.PARAMETER Destination
The folder in which the folders of the classes are, by default that of the photographs.
.PARAMETER MinimumProbability
How sure the network must be, 0 to 1.
.PARAMETER Network
A network, its file, or its name in the store.
.EXAMPLE
./Move-PictureByLabel.ps1 ~/Pictures -Network squeezenet1_1 -WhatIf
.EXAMPLE
./Move-PictureByLabel.ps1 ~/Pictures -Destination ~/Sorted -MinimumProbability 0.8 -Network squeezenet1_1
.OUTPUTS
The files at their new places.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([IO.FileInfo])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Destination = $Path,

    [ValidateRange(0.0, 1.0)]
    [double] $MinimumProbability = 0.5,

    [Parameter(Mandatory)]
    [ValidateNotNull()]
    [object] $Network
)

$forbidden = '[{0}]' -f [regex]::Escape([IO.Path]::GetInvalidFileNameChars() -join '')

# All are looked at first: a folder is not changed while it is being read.
$images = Get-ChildItem -LiteralPath $Path -File | Where-Object Extension -In '.jpg', '.jpeg', '.png', '.bmp' |
    Get-ClassSaliency -Network $Network -Top 1 | Where-Object Probability -GE $MinimumProbability | Select-Object Path, Label

foreach ($image in $images) {
    $folder = Join-Path $Destination ($image.Label -replace $forbidden, '_')
    $target = Join-Path $folder (Split-Path -Leaf $image.Path)
    if (-not $PSCmdlet.ShouldProcess($image.Path, "Move to '$folder'")) { continue }
    $null = [IO.Directory]::CreateDirectory($PSCmdlet.GetUnresolvedProviderPathFromPSPath($folder))
    Move-Item -LiteralPath $image.Path -Destination $target -PassThru
}
