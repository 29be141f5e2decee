#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Scans a folder of photographs into a CSV file and an HTML report, both named after the day.
.DESCRIPTION
Meant for a scheduler. A scan that was stopped, however that was, is gone on with by the next one: what is done is kept in the folder
saliency-scan of the destination until the scan is complete. One of another network, or another version of SaliencyPS, is refused there; remove
the folder to begin anew. A photograph that cannot be read, or in which nothing is found, is an error; the others go on. The summary that is
returned counts them. The report is a folder of pages, for any number of photographs.
.PARAMETER Path
The folder of photographs.
.PARAMETER Destination
The folder for the results; it is made where it is missing.
.PARAMETER Network
A network, its file, or its name in the store; the default network where it is left out.
.PARAMETER Recurse
Scans folders within the folder too.
.EXAMPLE
./Export-NightlyScan.ps1 -Path /srv/photos -Destination /srv/reports -Recurse
.EXAMPLE
$scan = ./Export-NightlyScan.ps1 /srv/photos /srv/reports; if ($scan.Failed) { exit 1 }
.OUTPUTS
One object with Found, Failed, DoneBefore, Csv and Report.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string] $Path,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Destination,

    [ValidateNotNull()]
    [object] $Network,

    [switch] $Recurse
)

if (-not $PSCmdlet.ShouldProcess($Destination, "Write the scan of '$Path'")) { return }

$folder = New-Item -ItemType Directory -Path $Destination -Force
$name = Join-Path $folder.FullName ('saliency-{0:yyyy-MM-dd}' -f [datetime]::Today)
$csv, $growing, $kept = "$name.csv", "$name.csv.partial", (Join-Path $folder.FullName 'saliency-scan')
$by = $Network ? @{ Network = $Network } : @{}

$scan = $null
$scan = Get-ChildItem -LiteralPath $Path -File -Recurse:$Recurse |
    Where-Object Extension -In '.jpg', '.jpeg', '.png', '.bmp' |
    Export-SaliencyResult -Results $kept -Resume -Root $Path -Top 1 @by
if (-not $scan) { return } # the error says why

# Export-Csv writes a decimal comma where that is the custom; a table for programs has points.
$probability = @{ Name = 'Probability'; Expression = { $_.Probability.ToString([cultureinfo]::InvariantCulture) } }
# A spreadsheet computes what begins with one of these; names of files and classes may be a stranger's.
$label, $from, $layer = foreach ($property in 'Label', 'Network', 'Layer') {
    @{ Name = $property; Expression = { $_.$property -replace '^(?=[=+\-@\t\r])', "'" }.GetNewClosure() }
}
$file = @{ Name = 'Path'; Expression = { Join-Path $Path $_.Path } }

$found = 0
Remove-Item -LiteralPath $growing -ErrorAction Ignore
Merge-SaliencyResult $kept | Where-Object Label | ForEach-Object { $found++; $_ } |
    Select-Object $file, $label, $probability, X, Y, Width, Height, MaskArea, $from, NetworkDigest, Method, $layer, Localization, ModuleVersion, Engine |
    Export-Csv -LiteralPath $growing
if ($found) { Move-Item -LiteralPath $growing -Destination $csv -Force }
else { Remove-Item -LiteralPath $csv, $growing -ErrorAction Ignore }
Export-SaliencyReport -LiteralPath $name -Results $kept -Root $Path -Title "Scan of $Path"
Remove-Item -LiteralPath $kept -Recurse

[pscustomobject] @{
    Found = $found; Failed = $scan.Failed; DoneBefore = $scan.DoneBefore; Csv = $csv; Report = Join-Path $name 'index.html'
}
