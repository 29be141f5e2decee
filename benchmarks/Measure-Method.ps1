#Requires -Version 7.6

<#
.SYNOPSIS
Measures every saliency method on annotated photographs: the table of docs/methods.md.
.DESCRIPTION
Runs "saliency evaluate" once for each method and ground truth and writes one row of a Markdown table for each method: pointing game and
localisation error for the true class, boxes by the paper's seeds. Methods that take many passes take fewer than they do by default, so that the table is there
within an hour on two cores; what they are given is in $fewer below and on the page.
.PARAMETER Truth
Ground truths, one or more, such as truth.csv.
.PARAMETER Network
The network: a file, or a name in the store.
.PARAMETER Method
The methods; by default all.
.PARAMETER Split
Only images of this split.
.PARAMETER Saliency
The program.
.EXAMPLE
benchmarks/Measure-Method.ps1 ../shared/data/photos/truth.csv, ../shared/data/photos224/truth.csv ../shared/data/networks/squeezenet1_1.onnx
.EXAMPLE
benchmarks/Measure-Method.ps1 truth.csv squeezenet1_1 -Method Gradient, GradCAM -Saliency ./saliency
.OUTPUTS
The lines of the table, each as soon as it is known.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]] $Truth,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Network,

    [ValidateNotNullOrEmpty()]
    [string[]] $Method,

    [string] $Split = 'test',

    [ValidateNotNullOrEmpty()]
    [string] $Saliency = 'saliency'
)

$ErrorActionPreference = 'Stop'
$fewer = @{
    IntegratedGradients = '--samples', '10'
    SmoothGrad          = '--samples', '10'
    SmoothGradSquared   = '--samples', '10'
    VarGrad             = '--samples', '10'
    Occlusion           = '--window', '32', '--stride', '32'
    Rise                = '--samples', '100'
    ScoreCAM            = '--layer', 'features.12.squeeze_activation'
}

if (-not $Method) {
    # The refusal of a method that there is not lists those that there are, in one line.
    $refusal = & $Saliency evaluate none --method none 2>&1 | Out-String
    $Method = [regex]::Match($refusal, "--method takes (.+); 'none'").Groups[1].Value -split ' or '
}

'| method |' + -join ($Truth | ForEach-Object { " pointing game, $(Split-Path (Split-Path $_) -Leaf) | localisation error |" }) + ' options |'
'| --- |' + ' ---: | ---: |' * $Truth.Count + ' --- |'
foreach ($one in $Method) {
    $options = $fewer[$one]
    $cells = foreach ($file in $Truth) {
        $line = & $Saliency evaluate $file --network $Network --split $Split --method $one --preset paper @options --resamples 0 --json | Select-Object -Last 1
        if ($LASTEXITCODE) { throw "saliency evaluate ended with $LASTEXITCODE for $one." }
        $figures = $line | ConvertFrom-Json
        ($figures.pointingAccuracy * 100).ToString('F1', [cultureinfo]::InvariantCulture) + ' %'
        ($figures.trueClassLocalizationError * 100).ToString('F1', [cultureinfo]::InvariantCulture) + ' %'
    }
    $row = @($figures.method) + $cells + ($options ? '`' + ($options -join ' ') + '`' : '')
    '| ' + ($row -join ' | ') + ' |'
}
