#Requires -Version 7.6

<#
.SYNOPSIS
Measures how each choice moves the localisation error: the tables of docs/localization.md.
.DESCRIPTION
Runs "saliency evaluate" for each choice, ground truth and half of it. Choices were made on the half called dev; the half called test is only
reported. The first row is the paper's setting, every other row of the first table changes one thing of it. The second table does the same for
the method and preset of the smallest error, and ends with other networks. The third one has errors with 95 % intervals, beside two controls that
use no network. Then come all objects of images with several, and what the contrast between classes does to images of several things.
.PARAMETER Truth
Ground truths with the splits dev and test, one or more, such as truth.csv.
.PARAMETER Network
The network: a file, or a name in the store.
.PARAMETER OtherNetwork
More networks for the best setting.
.PARAMETER Saliency
The program.
.EXAMPLE
benchmarks/Measure-Localization.ps1 photos/truth.csv, photos224/truth.csv mobilenet_v2_1.0_224.onnx squeezenet1_1.onnx
.OUTPUTS
The lines of the tables, each as soon as it is known.
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

    [Parameter(Position = 2)]
    [string[]] $OtherNetwork = @(),

    [ValidateNotNullOrEmpty()]
    [string] $Saliency = 'saliency'
)

$ErrorActionPreference = 'Stop'
$best = '--method', 'excitationbackprop', '--class-contrast', '0.75', '--preset', 'layer'
$paper = [ordered]@{
    'the paper: gradient, quantile seeds'      = @()
    'mean of the channels'                     = '--channel-reduction', 'mean'
    'Euclidean norm of the channels'           = '--channel-reduction', 'euclidean'
    'quantiles 0.90 and 0.50'                  = '--foreground-quantile', '0.9', '--background-quantile', '0.5'
    '5 Gaussians'                              = '--components', '5'
    '10 iterations of EM'                      = '--mixture-iterations', '10'
    'contrast weight 50'                       = '--contrast-weight', '50'
    'seeds keep their labels'                  = '--seed-constraint', 'both'
    'guided back-propagation'                  = '--method', 'guidedbackprop'
    'GradCAM'                                  = '--method', 'gradcam'
    'excitation back-propagation'              = '--method', 'excitationbackprop'
    'gradient, preset Gradient (our default)'  = '--preset', 'gradient'
}
# Of both tables.
$choices = [ordered]@{
    'ten crops'                                = '--view', 'tencrop'
    'classes by ten crops, map of the whole'   = '--score-view', 'tencrop'
    'centre view'                              = '--view', 'center'
    'map smoothed by 0.01'                     = '--smoothing', '0.01'
    'map smoothed by 0.02'                     = '--smoothing', '0.02'
    'map smoothed by 0.04'                     = '--smoothing', '0.04'
    'no contrast'                              = '--contrast-weight', '0'
    'neighbourhoods of four'                   = '--connectivity', 'four'
    'colors in L*a*b*'                        = '--color-space', 'lab'
    'colors of the cut''s sides, once'        = '--refinements', '1'
    'colors of the cut''s sides, 5 times'     = '--refinements', '5'
    'holes filled'                             = '--fill-holes'
    'map enlarged without interpolation'       = '--upsampling', 'nearest'
    'map enlarged by cubics'                   = '--upsampling', 'bicubic'
    'cut at 16,384 pixels'                     = '--max-cut-pixels', '16384'
    'cut at 262,144 pixels'                    = '--max-cut-pixels', '262144'
}
$own = [ordered]@{
    'excitation, class contrast 0.75, Layer'   = @()
    'class contrast 0'                         = '--class-contrast', '0'
    'class contrast 0.5'                       = '--class-contrast', '0.5'
    'class contrast 1'                         = '--class-contrast', '1'
    'GradCAM'                                  = '--method', 'gradcam'
    'LayerCAM'                                 = '--method', 'layercam'
    'sharpness 1'                              = '--sharpness', '1'
    'sharpness 2'                              = '--sharpness', '2'
    'object mass 0.8'                          = '--object-mass', '0.8'
    'seeds by quantiles'                       = '--seed-rule', 'quantile'
    'the map is no prior'                      = '--saliency-weight', '0'
    'color may speak for 10 nats'             = '--max-evidence', '10'
    '3 Gaussians'                              = '--components', '3'
    'contrast weight 20'                       = '--contrast-weight', '20'
    'no color, no contrast: a threshold'      = '--max-evidence', '0.001', '--contrast-weight', '0'
}

function Measure-Setting([string] $File, [string] $Half, [string] $With, [string[]] $Option, [int] $Resample = 0) {
    $line = & $Saliency evaluate $File --network $With --split $Half @Option --resamples $Resample --json | Select-Object -Last 1
    if ($LASTEXITCODE) { throw "saliency evaluate ended with $LASTEXITCODE for $Option." }
    $line | ConvertFrom-Json
}

# Pairs of options and values, some of them changed.
function Join-Option([string[]] $Base, [string[]] $Change) {
    $kept = for ($i = 0; $i -lt $Base.Count; $i += 2) { if ($Base[$i] -notin $Change) { $Base[$i, ($i + 1)] } }
    @($kept) + $Change
}

function Format-Rate([double] $Rate) { ($Rate * 100).ToString('F0', [cultureinfo]::InvariantCulture) }

function Write-Row([string] $Name, [string] $With, [string[]] $Option) {
    $cells = foreach ($file in $Truth) {
        $dev, $test = foreach ($half in 'dev', 'test') { Measure-Setting $file $half $With $Option }
        foreach ($figure in 'top1LocalizationError', 'top5LocalizationError', 'trueClassLocalizationError') { "$(Format-Rate $dev.$figure) / $(Format-Rate $test.$figure)" }
    }
    '| ' + ((@($Name) + $cells) -join ' | ') + ' |'
}

# Whoever could tell, for each image, which of the sharpnesses finds the best box.
function Write-Oracle([string[]] $Sharpness) {
    $cells = foreach ($file in $Truth) {
        $rates = foreach ($half in 'dev', 'test') {
            $lines = foreach ($one in $Sharpness) {
                & $Saliency evaluate $file --network $Network --split $half @best --sharpness $one --resamples 0 --json | Select-Object -SkipLast 1 | ConvertFrom-Json
            }
            $images = $lines | Group-Object path
            foreach ($rank in 1, 5, [int]::MaxValue) {
                @($images | Where-Object { -not ($_.Group | Where-Object { $_.rank -le $rank -and $_.intersectionOverUnion -ge 0.5 }) }).Count / $images.Count
            }
        }
        foreach ($i in 0..2) { "$(Format-Rate $rates[$i]) / $(Format-Rate $rates[$i + 3])" }
    }
    "| the best of sharpness $($Sharpness -join ', ') for each image, by the true boxes | " + ($cells -join ' | ') + ' |'
}

# The images in the box, many of several things, with the network in the box.
function Write-Scene([string] $Method, [string] $Contrast) {
    $measured = & $Saliency evaluate $PSScriptRoot/../examples/images/ground-truth.json --method $Method --class-contrast $Contrast --resamples 0 --json | Select-Object -Last 1 | ConvertFrom-Json
    $rates = foreach ($figure in 'trueClassLocalizationError', 'pointingAccuracy') { "$(Format-Rate $measured.$figure) %" }
    "| $Method | $Contrast | $($rates -join ' | ') |"
}

# Intersection over union of two boxes with x, y, width and height.
function Get-Overlap($One, $Other) {
    $wide = [Math]::Min([double]$One.x + $One.width, [double]$Other.x + $Other.width) - [Math]::Max([double]$One.x, [double]$Other.x)
    $high = [Math]::Min([double]$One.y + $One.height, [double]$Other.y + $Other.height) - [Math]::Max([double]$One.y, [double]$Other.y)
    $shared = [Math]::Max(0, $wide) * [Math]::Max(0, $high)
    $shared / ([double]$One.width * $One.height + [double]$Other.width * $Other.height - $shared)
}

# Without a network: a box in the middle of every image, with the given share of its sides.
function Measure-Control([string] $File, [double] $Side) {
    $folder = Split-Path $File
    $images = Import-Csv $File | Where-Object split -EQ test | Group-Object path
    $sizes = @{}
    & $Saliency map @($images.Name | ForEach-Object { Join-Path $folder $_ }) --top 1 --json | ConvertFrom-Json | ForEach-Object { $sizes[(Split-Path $_.path -Leaf)] = $_ }
    $wrong = foreach ($image in $images) {
        $size = $sizes[$image.Name]
        $box = @{ x = $size.width * (1 - $Side) / 2; y = $size.height * (1 - $Side) / 2; width = $size.width * $Side; height = $size.height * $Side }
        [int](($image.Group | ForEach-Object { Get-Overlap $_ $box } | Measure-Object -Maximum).Maximum -lt 0.5)
    }
    Format-Rate ($wrong | Measure-Object -Average).Average
}

# Images with several true boxes of one class: how many of those all the boxes of that class cover, and how many boxes that takes.
function Measure-Instance([string] $File, [double[]] $MinimumArea) {
    $folder = Split-Path $File
    $images = Import-Csv $File | Group-Object path | Where-Object Count -GT 1
    $found = foreach ($class in $images | Group-Object { $_.Group[0].classIndex }) {
        $paths = @($class.Group.Name | ForEach-Object { Join-Path $folder $_ })
        & $Saliency box @paths --network $Network --class $class.Name @best --all-instances --min-area 0 --json | ConvertFrom-Json
    }
    $boxes = $found | Group-Object { Split-Path $_.path -Leaf } -AsHashTable
    foreach ($share in $MinimumArea) {
        $covered, $count = 0, 0
        foreach ($image in $images) {
            $kept = @($boxes[$image.Name] | Where-Object area -GE ($share * $boxes[$image.Name][0].area))
            $count += $kept.Count
            foreach ($one in $image.Group) { $covered += [int](($kept | ForEach-Object { Get-Overlap $_ $one } | Measure-Object -Maximum).Maximum -ge 0.5) }
        }
        "$covered by $count"
    }
    "$($images.Count) images, $(($images | Measure-Object Count -Sum).Sum) true boxes"
}

$names = $Truth | ForEach-Object { Split-Path (Split-Path $_) -Leaf }
$head = -join ($names | ForEach-Object { " ``$_`` top-1 | top-5 | class given |" })
$rule = '| --- |' + ' ---: |' * (3 * $Truth.Count)
"| changed, $(Split-Path $Network -LeafBase), dev / test |$head"
$rule
foreach ($row in @($paper.GetEnumerator()) + @($choices.GetEnumerator())) { Write-Row $row.Key $Network (Join-Option ('--preset', 'paper') $row.Value) }
''
"| changed, $(Split-Path $Network -LeafBase), dev / test |$head"
$rule
foreach ($row in @($own.GetEnumerator()) + @($choices.GetEnumerator())) { Write-Row $row.Key $Network (Join-Option $best $row.Value) }
Write-Oracle 1, 1.25, 1.5, 2, 3
foreach ($other in $OtherNetwork) {
    Write-Row (Split-Path $other -LeafBase) $other $best
    Write-Row "$(Split-Path $other -LeafBase), class contrast 0" $other (Join-Option $best '--class-contrast', '0')
}
''
'| on the test half |' + -join ($names | ForEach-Object { " ``$_`` |" })
'| --- |' + ' ---: |' * $Truth.Count
foreach ($by in ([ordered]@{ 'as above' = @(); 'colors in L*a*b*' = '--color-space', 'lab'; 'classes by ten crops' = '--score-view', 'tencrop' }).GetEnumerator()) {
    $measured = $Truth | ForEach-Object { Measure-Setting $_ test $Network (Join-Option $best $by.Value) 1000 }
    foreach ($figure in ([ordered]@{ top1LocalizationError = 'top-1 error'; top5LocalizationError = 'top-5 error'; trueClassLocalizationError = 'class given' }).GetEnumerator()) {
        "| $($by.Key): $($figure.Value) |" + -join ($measured | ForEach-Object { " $(Format-Rate $_.($figure.Key)) % ($(Format-Rate $_.intervals.($figure.Key).lower) to $(Format-Rate $_.intervals.($figure.Key).upper)) |" })
    }
    "| $($by.Key): class given, the best single threshold for this half (MaxBoxAcc) |" + -join ($measured | ForEach-Object { " $(Format-Rate (1 - $_.maxBoxAccuracy)) % |" })
}
'| class given, the whole image |' + -join ($Truth | ForEach-Object { " $(Measure-Control $_ 1) % |" })
'| class given, a centred box of 0.8 of the sides |' + -join ($Truth | ForEach-Object { " $(Measure-Control $_ 0.8) % |" })
''
$shares = 1, 0.3, 0.1, 0.05, 0.02
$columns = @(foreach ($file in $Truth) { , @(Measure-Instance $file $shares) })
'| `-MinimumArea` |' + -join (0..($names.Count - 1) | ForEach-Object { " ``$(@($names)[$_])``: $($columns[$_][-1]) |" })
'| --- |' + ' ---: |' * $Truth.Count
foreach ($i in 0..($shares.Count - 1)) { "| $($shares[$i]) |" + -join ($columns | ForEach-Object { " $($_[$i]) |" }) }
''
'| images in the box, method | class contrast | class given | pointing game |'
'| --- | ---: | ---: | ---: |'
foreach ($method in 'excitationbackprop', 'layercam', 'gradient') { foreach ($contrast in '0', '0.5', '0.75') { Write-Scene $method $contrast } }
