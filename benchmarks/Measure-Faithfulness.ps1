#Requires -Version 7.6

<#
.SYNOPSIS
Measures how faithful the maps of every method are to networks, as tables in Markdown.
.DESCRIPTION
Runs "saliency faithfulness" for each network, for the best-scored class of each image, and writes a table in Markdown for each network: a row for each
method, with the mean and the 95 % interval of each figure. Methods of many passes take fewer than they do by default; what they are given is in $common and
$own below and on the page.
.PARAMETER Network
Networks: files, or names in the store.
.PARAMETER Path
Images: files, folders or patterns.
.PARAMETER Method
The methods; by default all for networks of convolutions.
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
    [string[]] $Method = @('Gradient', 'InputXGradient', 'GuidedBackprop', 'Deconvnet', 'IntegratedGradients', 'SmoothGrad', 'SmoothGradSquared', 'VarGrad',
        'GradCAM', 'GradCAMPlusPlus', 'LayerCAM', 'XGradCAM', 'EigenCAM', 'GuidedGradCAM', 'Occlusion', 'ExcitationBackprop', 'ContrastiveExcitation',
        'LayerRelevance', 'Rise', 'ScoreCAM'),

    [ValidateSet('Mean', 'Black', 'Blur', 'Infill')]
    [string] $RemovalBaseline = 'Mean',

    [ValidateNotNullOrEmpty()]
    [string] $Saliency = 'saliency'
)

$ErrorActionPreference = 'Stop'
# All in one run, but for what needs options of its own.
$common = '--samples', '10', '--window', '56', '--stride', '28'
$own = @{ Rise = { '--samples', '100' }; ScoreCAM = { '--layer', (Find-NarrowLayer $args[0]) } }
$figures = 'deletion', 'insertion', 'road', 'pixelFlipping', 'drop', 'increase', 'gain', 'adcc', 'infidelity', 'maxSensitivity', 'sparseness', 'entropy'

# ScoreCAM asks the network once for each channel of its layer: the last one with rows and columns and few channels.
function Find-NarrowLayer([string] $Name) {
    & $Saliency network show $Name --layers --json | ConvertFrom-Json | Where-Object { $_.height -gt 1 -and $_.channels -le 64 } | Select-Object -Last 1 -ExpandProperty name
}

function Format-Figure([double] $Value) { $Value.ToString([Math]::Abs($Value) -lt 0.01 ? 'G2' : 'F2', [cultureinfo]::InvariantCulture) }

# The figures of methods as objects.
function Measure-Method([string] $Name, [string[]] $Options) {
    $lines = & $Saliency faithfulness @Path --network $Name @Options --removal-baseline $RemovalBaseline --json
    if ($LASTEXITCODE) { throw "saliency faithfulness ended with $LASTEXITCODE for $Name and $Options." }
    $lines | ConvertFrom-Json
}

foreach ($one in $Network) {
    $shared = @($Method | Where-Object { -not $own.ContainsKey($_) } | ForEach-Object { '--method', $_ })
    $rows = @(if ($shared) { Measure-Method $one ($shared + $common) }) +
        @($Method | Where-Object { $own.ContainsKey($_) } | ForEach-Object { Measure-Method $one (@('--method', $_) + (& $own[$_] $one)) })
    "### $([IO.Path]::GetFileNameWithoutExtension($one)), $($rows[0].images) images"
    ''
    '| method | ' + ($figures -join ' | ') + ' |'
    '| --- |' + ' ---: |' * $figures.Count
    foreach ($measured in $rows) {
        $cells = foreach ($figure in $figures) {
            $interval = $measured.intervals.$figure
            "$(Format-Figure $measured.$figure) ($(Format-Figure $interval.lower)…$(Format-Figure $interval.upper))"
        }
        '| ' + ((@($measured.method) + $cells) -join ' | ') + ' |'
    }

    ''
}
