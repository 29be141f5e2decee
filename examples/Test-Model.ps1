#Requires -Version 7.6

<#
.SYNOPSIS
Lets a network pass, or does not: the gate of a build.
.DESCRIPTION
Runs Model.Tests.ps1 and ends with exit code 0 where all of it passed, with 1 otherwise, also where nothing ran.
.PARAMETER Network
The network that is tested: a network, its file, or its name in the store.
.PARAMETER Path
The folder of photographs, with their true boxes in ground-truth.json; the sources have one beside this script.
.PARAMETER MinimumAccuracy
Share of photographs whose best class must be right, 0 to 1.
.PARAMETER MinimumLocated
Share of photographs whose best class must be right and located, 0 to 1.
.PARAMETER ResultFile
An NUnit file to write, which build servers show.
.EXAMPLE
pwsh -File ./Test-Model.ps1 -Network ./candidate.onnx -ResultFile model.xml
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateNotNull()]
    [object] $Network = 'scenes',

    [ValidateNotNullOrEmpty()]
    [string] $Path = (Join-Path $PSScriptRoot 'images'),

    [ValidateRange(0.0, 1.0)]
    [double] $MinimumAccuracy = 0.9,

    [ValidateRange(0.0, 1.0)]
    [double] $MinimumLocated = 0.5,

    [string] $ResultFile
)

# Not by #Requires: under -File, PowerShell 7.6 loses the code of `exit` in a script that requires a module which dot-sources a file, as Pester
# does, and ends with 0 whatever failed (PowerShell/PowerShell#23887). SaliencyPS is taken from beside this script.
Import-Module Pester -MinimumVersion 5.2 -ErrorAction Stop
if (-not (Get-Module SaliencyPS)) {
    $beside = '../SaliencyPS.psd1', '../module/SaliencyPS.psd1' | ForEach-Object { Join-Path $PSScriptRoot $_ } | Where-Object { Test-Path -LiteralPath $_ }
    Import-Module ($beside ? @($beside)[0] : 'SaliencyPS') -ErrorAction Stop
}

$truth = Join-Path $Path 'ground-truth.json'
if (-not (Test-Path -LiteralPath $truth)) { throw "There is no '$truth': -Path names the folder of photographs with their true boxes." }

$configuration = New-PesterConfiguration
$configuration.Run.Container = New-PesterContainer -Path (Join-Path $PSScriptRoot 'Model.Tests.ps1') -Data @{
    Path = $Path; Network = $Network; MinimumAccuracy = $MinimumAccuracy; MinimumLocated = $MinimumLocated
}
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
if ($ResultFile) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputPath = $ResultFile
}

$run = Invoke-Pester -Configuration $configuration
exit ($run.Result -eq 'Passed' -and $run.PassedCount -gt 0 ? 0 : 1)
