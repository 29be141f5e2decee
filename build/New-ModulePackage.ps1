#Requires -Version 7.6

<#
.SYNOPSIS
Packs the module as it was built; the folder of the package is a repository for Install-PSResource.
.DESCRIPTION
`dotnet build -c Release` comes before, and `dotnet build -c Release src/SaliencyPS.Adapters.slnx` for the adapters to libraries; they gather
in the folder module what is packed. Emits the package's file.
.PARAMETER Destination
The folder of the package, made where there is none; by default artifacts, where `dotnet pack` leaves the command line program.
.PARAMETER ProjectUri
Where the sources are, for a package that is to be published.
.EXAMPLE
dotnet pwsh build/New-ModulePackage.ps1
.EXAMPLE
./build/New-ModulePackage.ps1 -ProjectUri $repository | ForEach-Object { Publish-PSResource -NupkgPath $_ -ApiKey $key }
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateNotNullOrEmpty()]
    [string] $Destination = (Join-Path (Split-Path $PSScriptRoot) artifacts),

    [uri] $ProjectUri
)

$ErrorActionPreference = 'Stop'
$source = Join-Path (Split-Path $PSScriptRoot) module
if (-not (Test-Path "$source/bin/SaliencyPS.Cmdlets.dll")) { throw "The module is not built. Run 'dotnet build -c Release' first." }
$version = (Import-PowerShellDataFile "$source/SaliencyPS.psd1").ModuleVersion
if (-not $PSCmdlet.ShouldProcess($Destination, "Pack SaliencyPS $version")) { return }

# The folder that is packed must bear the module's name.
$staged = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()) SaliencyPS
try {
    $null = New-Item -ItemType Directory (Split-Path $staged), $Destination -Force
    Copy-Item $source $staged -Recurse
    if ($ProjectUri) { Update-PSModuleManifest "$staged/SaliencyPS.psd1" -ProjectUri $ProjectUri }
    Compress-PSResource $staged $Destination -PassThru
}
finally { Remove-Item -LiteralPath (Split-Path $staged) -Recurse -ErrorAction Ignore }
