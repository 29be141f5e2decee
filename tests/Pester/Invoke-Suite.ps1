# Runs every test here and closes with one line of JSON that SaliencyPS.Cmdlets.Tests reads: counts, failures and reasons of skipping.
# With a culture, runs under it all but the tests with the tag Slow, which take long and would find no more there.
param([string] $Culture)
Import-Module Pester -MinimumVersion 5.0 -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
if ($Culture) {
    [cultureinfo]::CurrentCulture = [cultureinfo]::DefaultThreadCurrentCulture = $Culture
    $env:LC_ALL = "$($Culture.Replace('-', '_')).UTF-8" # for the processes that tests start
    $configuration.Filter.ExcludeTag = 'Slow'
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
