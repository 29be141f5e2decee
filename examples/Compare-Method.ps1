#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Draws what every saliency method makes of a photograph, with several networks side by side.
.DESCRIPTION
One JPEG file for each method and photograph: the photograph under its saliency map, once for each network, from left to right. Methods of many
passes take their time: RISE asks each network a thousand times.
.PARAMETER Path
The photographs.
.PARAMETER Destination
The folder for the files; made if need be.
.PARAMETER Network
Networks, their files, or their names in the store; the default network where they are left out.
.PARAMETER Class
The class, by label or pattern, that the maps are of; by default each network's best one.
.PARAMETER Method
The methods; by default all that suit the networks.
.EXAMPLE
./Compare-Method.ps1 dog.jpg out -Network squeezenet1_1, mobilenet_v2 -Class 'golden retriever'
.EXAMPLE
./Compare-Method.ps1 teapot.jpg out | ForEach-Object { "| $($_.Method) | ![$($_.Method)]($($_.Path)) |" }

The rows of a table in Markdown.
.OUTPUTS
One object for each file, with Method, Path, Photograph and Seconds.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]] $Path,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Destination,

    [ValidateNotNullOrEmpty()]
    [object[]] $Network,

    [ValidateNotNullOrEmpty()]
    [string] $Class,

    [ValidateNotNullOrEmpty()]
    [SaliencyPS.SaliencyMethod[]] $Method = [enum]::GetValues[SaliencyPS.SaliencyMethod]()
)

$ErrorActionPreference = 'Stop'
$folder = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination)
$what = $Class ? @{ Class = $Class } : @{ Top = 1 }
$by = $Network ? @($Network | ForEach-Object { @{ Network = $_ } }) : @(@{})

foreach ($photograph in Get-Item -Path $Path) {
    foreach ($one in $Method) {
        $file = Join-Path $folder "$($photograph.BaseName).$one.jpg".ToLowerInvariant()
        if (-not $PSCmdlet.ShouldProcess($file)) { continue }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        try {
            $maps = foreach ($answer in $by) { Get-ClassSaliency -LiteralPath $photograph.FullName @answer -Method $one @what }
        }
        catch {
            # Of all methods, those are meant that suit the networks.
            if ($PSBoundParameters.ContainsKey('Method') -or $_.FullyQualifiedErrorId -notlike 'NetworkUnsuitable,*') { throw }
            Write-Warning "$one is left out. $_"
            continue
        }

        $null = [IO.Directory]::CreateDirectory($folder)
        $maps | Export-SaliencyContactSheet -LiteralPath $file -Column $by.Count -Force
        [pscustomobject] @{ Method = $one; Path = $file; Photograph = $photograph.FullName; Seconds = [Math]::Round($watch.Elapsed.TotalSeconds, 1) }
    }
}
