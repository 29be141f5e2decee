#Requires -Version 7.6

<#
.SYNOPSIS
Measures how faithful the maps of every method are to networks: the tables of docs/faithfulness.md.
.DESCRIPTION
Runs "saliency faithfulness" for each network and method, for the best-scored class of each image, and writes a table in Markdown for each network: a row
for each method that suits it, with the mean and the 95 % interval of each figure. Methods of many passes take fewer than they do by default, so that the
tables are there within half an hour on two cores; what they are given is in $fewer below and on the page.
.PARAMETER Network
Networks: files, or names in the store.
.PARAMETER Path
Images: files, folders or patterns.
.PARAMETER Method
The methods; by default all that suit.
.PARAMETER RemovalBaseline
What takes the place of removed pixels.
.PARAMETER Saliency
The program.
.EXAMPLE
benchmarks/Measure-Faithfulness.ps1 squeezenet1_1.onnx, tiny_darknet.onnx (Get-ChildItem photos/*.jpg | Select-Object -First 10)
.EXAMPLE
benchmarks/Measure-Faithfulness.ps1 scenes examples/images -Method Gradient, GradCAM -RemovalBaseline Blur -Saliency ./saliency
.OUTPUTS
The lines of the tables, each as soon as it is known.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]] $Network,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string[]] $Path,

    [ValidateNotNullOrEmpty()]
    [string[]] $Method,

    [ValidateSet('Mean', 'Black', 'Blur', 'Infill')]
    [string] $RemovalBaseline = 'Mean',

    [ValidateNotNullOrEmpty()]
    [string] $Saliency = 'saliency'
)

$ErrorActionPreference = 'Stop'
$fewer = @{
    IntegratedGradients = '--samples', '10'
    SmoothGrad          = '--samples', '10'
    SmoothGradSquared   = '--samples', '10'
    VarGrad             = '--samples', '10'
    Occlusion           = '--window', '56', '--stride', '28'
    Rise                = '--samples', '100'
}
$figures = 'deletion', 'insertion', 'road', 'pixelFlipping', 'drop', 'increase', 'gain', 'adcc', 'infidelity', 'maxSensitivity', 'sparseness', 'entropy'

if (-not $Method) {
    $help = & $Saliency evaluate --help | Out-String
    $Method = [regex]::Match($help, '--method <([^>]+)>').Groups[1].Value -split '\|'
}

# ScoreCAM asks the network once for each channel of its layer: the last one with rows and columns and few channels.
function Find-NarrowLayer([string] $Name) {
    & $Saliency network show $Name --layers --json | ConvertFrom-Json | Where-Object { $_.height -gt 1 -and $_.channels -le 64 } | Select-Object -Last 1 -ExpandProperty name
}

function Format-Figure([double] $Value) { $Value.ToString([Math]::Abs($Value) -lt 0.01 ? 'G2' : 'F2', [cultureinfo]::InvariantCulture) }

foreach ($one in $Network) {
    "### $([IO.Path]::GetFileNameWithoutExtension($one))"
    ''
    '| method | ' + ($figures -join ' | ') + ' | options |'
    '| --- |' + ' ---: |' * $figures.Count + ' --- |'
    foreach ($name in $Method) {
        $options = $name -eq 'ScoreCAM' ? @('--layer', (Find-NarrowLayer $one)) : $fewer[$name]
        $line = & $Saliency faithfulness @Path --network $one --method $name @options --removal-baseline $RemovalBaseline --json 2>&1
        # What does not suit a network says so; the rest ends the table.
        if ($LASTEXITCODE -eq 2) { Write-Verbose "$name is left out: $line"; continue }
        if ($LASTEXITCODE) { throw "saliency faithfulness ended with $LASTEXITCODE for ${name}: $line" }
        $measured = "$($line | Select-Object -Last 1)" | ConvertFrom-Json
        $cells = foreach ($figure in $figures) {
            $interval = $measured.intervals.$figure
            "$(Format-Figure $measured.$figure) ($(Format-Figure $interval.lower)…$(Format-Figure $interval.upper))"
        }
        '| ' + ((@($measured.method) + $cells + ($options ? '`' + ($options -join ' ') + '`' : '')) -join ' | ') + ' |'
    }

    ''
}
