<#
.SYNOPSIS
Measures maps on a GPU, from JPEG files to results, beside the processor and beside PyTorch: one command.

.DESCRIPTION
Needs the module with its adapters (dotnet build -c Release src/SaliencyPS.Adapters.slnx), the engine Torch (Install-SaliencyEngine Torch)
and a libtorch for GPUs that SALIENCYPS_LIBTORCH names. Says what is missing, and measures the processor alone, where there is no GPU.
Each row is the least of -Round runs over all images, the first run of each not counted: milliseconds for an image, and images a second.

.PARAMETER Path
JPEG files; wildcards are allowed.

.PARAMETER Network
Networks that have a name here, or their files.

.PARAMETER BatchSize
Images in one pass.

.PARAMETER Round
Runs of each.

.PARAMETER Python
A Python with torch, torchvision and Pillow, to measure the same there: eval(), frozen weights, one gradient for each class, input alone.

.EXAMPLE
./benchmarks/Measure-Gpu.ps1 ~/photos/*.jpg -Network resnet50.onnx -Python python3 | Format-Table
#>
param(
    [Parameter(Position = 0)] [string[]] $Path = (Join-Path $PSScriptRoot '../examples/images/*.jpg'),
    [string[]] $Network,
    [int[]] $BatchSize = (1, 32, 256),
    [int] $Round = 3,
    [string] $Python
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module SaliencyPS)) { Import-Module (Join-Path $PSScriptRoot '../module/SaliencyPS.psd1') }
$files = @(Get-Item $Path)

$cards = @(Get-SaliencyEngine Torch*, Managed | Where-Object Device -Like 'cuda*')
if (-not $cards) {
    $reason = (Get-SaliencyEngine | Where-Object { $_.Name -like 'Torch*' -and -not $_.IsAvailable }).Reason
    Write-Warning "No CUDA device: $reason"
}

# What is measured: an engine, and arguments for it.
$ways = @(
    @{ Name = 'Managed'; With = @{ Engine = 'Managed' } }
    foreach ($size in $cards ? $BatchSize : @()) {
        foreach ($precision in 'Float32', 'TF32', 'BFloat16') {
            @{ Name = "Torch $precision"; With = @{ Engine = 'Torch'; Device = 'cuda'; Precision = $precision; BatchSize = $size } }
        }
    }
)
$chosen = $Network ? @($Network.ForEach{ @{ Network = $_ } }) : @(@{})
foreach ($with in $chosen) {
    foreach ($top in 1, 5) {
        foreach ($way in $ways) {
            $how = $way.With
            $times = foreach ($round in 0..$Round) {
                (Measure-Command { Get-ClassSaliency -LiteralPath $files.FullName -Top $top @with @how }).TotalMilliseconds
            }
            $least = ($times | Select-Object -Skip 1 | Measure-Object -Minimum).Minimum / $files.Count
            [pscustomobject]@{
                Network = $with.Network; Engine = $way.Name; BatchSize = $how.BatchSize ?? 1; Top = $top
                Milliseconds = [Math]::Round($least, 2); PerSecond = [Math]::Round(1000 / $least, 1)
            }
        }
    }
}

# The card's memory at its fullest, as its driver tells it.
if ($cards -and (Get-Command nvidia-smi -ErrorAction Ignore)) {
    Write-Verbose "Memory in use: $(nvidia-smi --query-gpu=memory.used --format=csv,noheader)" -Verbose
}

if ($Python) { $files.FullName | & $Python (Join-Path $PSScriptRoot 'peer/gpu.py') ($BatchSize -join ',') $Round | ConvertFrom-Csv }
