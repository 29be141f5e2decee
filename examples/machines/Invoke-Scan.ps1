#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Scans a folder on several machines by PowerShell remoting over SSH, and merges what they found.
.DESCRIPTION
Each machine takes one shard after the other, in an order of its own, and passes over those that are complete or that another one is at work on,
so that a faster machine does more. All machines see both folders by the same names, and the file system has locks. A machine that fails, or is
stopped, is an error; the shard that it was at work on is gone on with by whichever machine comes to it, or by the next run. At the end the merge checks
that all shards are complete, and names the missing ones.
.PARAMETER HostName
The machines, as ssh knows them; one may be named several times.
.PARAMETER Path
The folder of photographs.
.PARAMETER Results
The folder of the results.
.PARAMETER ShardCount
Into how many shards the photographs are divided: some for each machine. A later run has the same.
.PARAMETER Network
The name of a network in the store of each machine, or its file; the default network where it is left out.
.PARAMETER ThrottleLimit
Most machines at once.
.PARAMETER Connection
What else New-PSSession takes of a connection, such as Port, UserName, KeyFilePath and Options.
.PARAMETER Module
SaliencyPS on the machines: its name or manifest.
.PARAMETER OutFile
The list to write; by default merged.jsonl in the folder of the results.
.EXAMPLE
./Invoke-Scan.ps1 one, two, three /share/photos /share/scan -ShardCount 24
.EXAMPLE
./Invoke-Scan.ps1 one, two /share/photos /share/scan -Connection @{ UserName = 'scan'; KeyFilePath = 'key' } -OutFile boxes.csv
.OUTPUTS
The file.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]] $HostName,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [Parameter(Mandatory, Position = 2)]
    [ValidateNotNullOrEmpty()]
    [string] $Results,

    [ValidateRange(1, 1000000)]
    [int] $ShardCount = 8,

    [ValidateNotNullOrEmpty()]
    [string] $Network,

    [ValidateRange(1, 1000)]
    [int] $ThrottleLimit = 32,

    [hashtable] $Connection = @{},

    [ValidateNotNullOrEmpty()]
    [string] $Module = 'SaliencyPS',

    [ValidateNotNullOrEmpty()]
    [string] $OutFile = (Join-Path $Results merged.jsonl)
)

# Remoting has its own ways with errors: a machine that fails is an error here, and the others go on.
$work = {
    param($Path, $Results, $ShardCount, $Network, $Module)
    Import-Module $Module
    $by = $Network ? @{ Network = $Network } : @{}
    foreach ($n in 1..$ShardCount | Get-Random -Shuffle) {
        $manifest = Join-Path $Results ('part-{0:00000}-of-{1:00000}.json' -f $n, $ShardCount)
        if ((Test-Path -LiteralPath $manifest) -and (Get-Content -Raw -LiteralPath $manifest | ConvertFrom-Json).isComplete) { continue }
        try { $null = Export-SaliencyResult -LiteralPath $Path -Recurse -Top 1 @by -Results $Results -Resume -Shard "$n/$ShardCount" }
        catch { if ("$_" -notlike '*is being written by*') { throw } }
    }
}
# Invoke-Command takes -ThrottleLimit with sessions, and not with -HostName.
$sessions = New-PSSession -HostName $HostName @Connection
try { if ($sessions) { Invoke-Command -Session $sessions -ThrottleLimit $ThrottleLimit -ScriptBlock $work -ArgumentList $Path, $Results, $ShardCount, $Network, $Module } }
finally { if ($sessions) { Remove-PSSession $sessions } }
Merge-SaliencyResult $Results $OutFile -PassThru
