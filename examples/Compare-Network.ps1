#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Shows where two networks agree on what is in photographs and where.
.DESCRIPTION
One row for each photograph: the best class of both networks, whether it is the same, and how far their boxes overlap (intersection over
union, 0 to 1; 0 too where one of them finds nothing). The table is data: sort, filter, group and export it.
.PARAMETER Path
The folder of photographs.
.PARAMETER ReferenceNetwork
The network that is in use: a network, its file, or its name in the store.
.PARAMETER DifferenceNetwork
The network that may take its place.
.EXAMPLE
./Compare-Network.ps1 photos -ReferenceNetwork squeezenet1_0 -DifferenceNetwork squeezenet1_1 | Format-Table
.EXAMPLE
./Compare-Network.ps1 photos squeezenet1_0 ./new.onnx | Group-Object Same -NoElement

How often they say the same.
.EXAMPLE
./Compare-Network.ps1 photos squeezenet1_0 ./new.onnx | Where-Object -Not Same | Export-Csv disagreements.csv
.OUTPUTS
One object for each photograph, with Path, Reference, Difference, Same and Overlap.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNull()]
    [object] $ReferenceNetwork,

    [Parameter(Mandatory, Position = 2)]
    [ValidateNotNull()]
    [object] $DifferenceNetwork
)

# What one network says of one photograph: its best class, and the rectangle of its box.
function Find-Best([IO.FileInfo] $File, $Network) {
    $map = $File | Get-ClassSaliency -Network $Network -Top 1
    if (-not $map) { return }
    $box = $map | Find-ObjectBox -ErrorAction SilentlyContinue
    [pscustomobject] @{
        Label = $map.Label
        Box   = $box ? [SaliencyPS.Localization.BoundingBox]::new($box.X, $box.Y, $box.Width, $box.Height) : [SaliencyPS.Localization.BoundingBox]::new(0, 0, 0, 0)
    }
}

foreach ($file in Get-ChildItem -LiteralPath $Path -File | Where-Object Extension -In '.jpg', '.jpeg', '.png', '.bmp') {
    $reference = Find-Best $file $ReferenceNetwork
    $difference = Find-Best $file $DifferenceNetwork
    if (-not $reference -or -not $difference) { continue }
    [pscustomobject] @{
        Path       = $file.FullName
        Reference  = $reference.Label
        Difference = $difference.Label
        Same       = $reference.Label -eq $difference.Label
        Overlap    = [Math]::Round($reference.Box.IntersectionOverUnion($difference.Box), 3)
    }
}
