# Runs the tests here and closes with one line of JSON that SaliencyPS.Cmdlets.Tests reads: counts, failures and reasons of skipping.
# Fast leaves out the tests with the tag Slow, Slow takes only those. A culture is that of this process and of those that tests start.
param(
    [version] $PesterVersion,
    [ValidateSet('All', 'Fast', 'Slow')] [string] $Part = 'All',
    [string] $Culture
)
$wanted = $PesterVersion ? @{ RequiredVersion = $PesterVersion } : @{ MinimumVersion = '5.0' }
Import-Module Pester @wanted -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
if ($Part -eq 'Fast') { $configuration.Filter.ExcludeTag = 'Slow' }
if ($Part -eq 'Slow') { $configuration.Filter.Tag = 'Slow' }
if ($Culture) {
    [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $Culture
    $env:LC_ALL = "$($Culture.Replace('-', '_')).UTF-8" # for the processes that tests start
}
$run = Invoke-Pester -Configuration $configuration
$failures = @(
    $run.Failed | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord[0].Exception.Message)" }
    $run.FailedBlocks | ForEach-Object { "$($_.ExpandedPath): $($_.ErrorRecord[0].Exception.Message)" }
    $run.FailedContainers | ForEach-Object { "$($_.Item): $($_.ErrorRecord[0].Exception.Message)" }
)
[pscustomobject]@{
    Version  = "PowerShell $($PSVersionTable.PSVersion), Pester $($run.Version)"
    Passed   = $run.PassedCount
    Failed   = $run.FailedCount
    Skipped  = $run.SkippedCount
    Failures = $failures
    Reasons  = @($run.Skipped | ForEach-Object { $_.ErrorRecord[0].Exception.Message } | Select-Object -Unique)
} | ConvertTo-Json -Compress
