#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Scans a folder of photographs into a CSV file and an HTML report, both named after the day.
.DESCRIPTION
Meant for a scheduler. Photographs are worked on one after the other, so a folder may hold any number of them. One that cannot be read, or in
which nothing is found, is an error; the others go on. The summary that is returned counts them.
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
One object with Found, Failed, Csv and Report.
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
$csv, $report = "$name.csv", "$name.html"
$growing = "$csv.partial" # which takes the place of the scan before, of the same day, when it is complete
Remove-Item -LiteralPath $growing -ErrorAction Ignore
$by = $Network ? @{ Network = $Network } : @{}

# Export-Csv writes a decimal comma where that is the custom; a table for programs has points.
$probability = @{ Name = 'Probability'; Expression = { $_.Probability.ToString([cultureinfo]::InvariantCulture) } }
# A spreadsheet computes what begins with one of these; names of files and classes may be a stranger's.
$label, $from, $layer = foreach ($property in 'Label', 'Network', 'Layer') {
    @{ Name = $property; Expression = { $_.$property -replace '^(?=[=+\-@\t\r])', "'" }.GetNewClosure() }
}

$found = 0
Get-ChildItem -LiteralPath $Path -File -Recurse:$Recurse |
    Where-Object Extension -In '.jpg', '.jpeg', '.png', '.bmp' |
    Get-ClassSaliency @by -Top 1 -ErrorVariable unread |
    Find-ObjectBox -ErrorVariable unfound |
    ForEach-Object {
        $found++
        $_ | Select-Object Path, $label, $probability, X, Y, Width, Height, MaskArea, $from, NetworkDigest, Method, $layer, Localization, ModuleVersion, Engine |
            Export-Csv -LiteralPath $growing -Append
        $_
    } |
    Export-SaliencyReport -LiteralPath $report -Title "Scan of $Path"
if ($found) { Move-Item -LiteralPath $growing -Destination $csv -Force }
else { Remove-Item -LiteralPath $csv -ErrorAction Ignore }

[pscustomobject] @{ Found = $found; Failed = $unread.Count + $unfound.Count; Csv = $csv; Report = $report }
