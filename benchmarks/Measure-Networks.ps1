#Requires -Version 7.6

<#
.SYNOPSIS
Tries networks and writes docs/networks.md: size, time, agreement with the program that they come from, methods that apply.
.DESCRIPTION
For each network: the numbers that its layers hold; the median time of one map of the best class, decoding and preprocessing included; the
relative L2 errors of scores and gradient against the reference numbers beside it (NAME.input.npy, NAME.logits.npy, NAME.gradient.npy or NAME.npz),
where there are some; and which of the methods that not every network has can be used. The gradient, its smoothed, integrated and guided
forms, Occlusion and Rise need nothing of a network and are not tried. A network that cannot be read has the reason in its row.
.PARAMETER Path
Network files, or folders of them. NAME.dynamo.onnx and NAME.script.onnx share the reference numbers of NAME.
.PARAMETER Image
The image that maps are made of.
.PARAMETER Count
Maps that are timed.
.EXAMPLE
benchmarks/Measure-Networks.ps1 exports, networks > docs/networks.md
.OUTPUTS
The lines of the page, each as soon as it is known.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]] $Path,

    [ValidateNotNullOrEmpty()]
    [string] $Image = (Join-Path $PSScriptRoot '../examples/images/teapot-021.jpg'),

    [ValidateRange(1, 100)]
    [int] $Count = 5
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../module/SaliencyPS.psd1')
$methods = 'GradCAM', 'ExcitationBackprop', 'LayerRelevance', 'AttentionRollout', 'AttentionRelevance'

function Measure-Weight($network) {
    $sum = 0
    foreach ($layer in $network.Layers.Layer) {
        foreach ($name in 'Weight', 'Bias', 'Scale', 'Shift', 'Values') {
            if ($layer.$name -is [SaliencyPS.Networks.Layers.Weights]) { $sum += $layer.$name.Count }
        }
    }
    $sum
}

function Format-Error($number) { if ($null -eq $number) { '' } else { '{0:0.0e0}' -f [double]$number } }

$engine = Get-SaliencyEngine | Select-Object -First 1
@"
# Networks that were tried

Made by ``benchmarks/Measure-Networks.ps1`` on $([datetime]::UtcNow.ToString('yyyy-MM-dd')): $($engine.Device), $($engine.InstructionSet), $($engine.Threads) threads, SaliencyPS $($engine.Version).

- *weights*: the numbers that the layers hold, once batch normalization is folded into convolutions.
- *ms*: the median of $Count maps of the best class, decoding and preprocessing included; other programs may have been running.
- *logits*, *gradient*: relative L2 errors against PyTorch's float32 (of quantized files against ONNX Runtime's), empty where there are no
  reference numbers. Where a gradient is off by 1e-3 to 1e-1, units lie on the kink of a rectifier within rounding; PyTorch's own float32 and
  float64 gradients then differ as much.
- The gradient, its smoothed, integrated and guided forms, ``Occlusion`` and ``Rise`` apply to every network. The other columns say which of the
  rest do: ``GradCAM`` stands for all CAM methods, ``ExcitationBackprop`` for its contrastive form. ``Find-ObjectBox`` takes every map.

"@
'| network | input | weights | ms | logits | gradient | ' + ($methods -join ' | ') + ' |'
'| --- | --- | ---: | ---: | ---: | ---: |' + (' --- |' * $methods.Count)
foreach ($file in Get-ChildItem $Path -File | Where-Object Extension -In '.onnx', '.pth', '.safetensors' | Sort-Object Name) {
    try { $network = Get-SaliencyNetwork $file }
    catch {
        "| $($file.Name) | $($_.Exception.Message) |"
        continue
    }
    $reference = $file.BaseName, ($file.BaseName -replace '\.(dynamo|script)$') | ForEach-Object { "$_.npz"; "$_.input.npy" } |
        ForEach-Object { Join-Path $file.DirectoryName $_ } | Where-Object { Test-Path -LiteralPath $_ } | Select-Object -First 1
    $errors = if ($reference) { Test-SaliencyNetwork $reference -Network $network }
    $times = foreach ($turn in 0..$Count) { (Measure-Command { Get-ClassSaliency $Image -Network $network -Top 1 }).TotalMilliseconds }
    $median = ($times | Select-Object -Skip 1 | Sort-Object)[[Math]::Floor($Count / 2)]
    $applies = foreach ($method in $methods) {
        try {
            $null = Get-ClassSaliency $Image -Network $network -Top 1 -Method $method
            'yes'
        }
        catch { '' }
    }
    "| $($file.Name) | $($network.Input) | $('{0:n0}' -f (Measure-Weight $network)) | $('{0:n0}' -f $median) | " +
        "$(Format-Error $errors.LogitError) | $(Format-Error $errors.GradientError) | $($applies -join ' | ') |"
}
