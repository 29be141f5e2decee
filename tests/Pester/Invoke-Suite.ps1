# Runs every test here and closes with one line of JSON that SaliencyPS.Cmdlets.Tests reads: counts, failures and reasons of skipping.
Import-Module Pester -MinimumVersion 5.0 -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$run = Invoke-Pester -Configuration $configuration
$failures = @(
    $run.Failed.ForEach{ "$($_.ExpandedPath): $($_.ErrorRecord[0].Exception.Message)" }
    $run.FailedBlocks.ForEach{ "$($_.ExpandedPath): $($_.ErrorRecord[0].Exception.Message)" }
    $run.FailedContainers.ForEach{ "$($_.Item): $($_.ErrorRecord[0].Exception.Message)" }
)
[pscustomobject]@{
    Version = "PowerShell $($PSVersionTable.PSVersion), Pester $($run.Version)"
    Passed = $run.PassedCount
    Failed = $run.FailedCount
    Skipped = $run.SkippedCount
    Failures = $failures
} | ConvertTo-Json -Compress
