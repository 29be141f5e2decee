#Requires -Version 7.6 -Modules SaliencyPS

<#
.SYNOPSIS
Cuts the objects out of photographs, each into a PNG file of its own.
.DESCRIPTION
The object of the best class of each photograph is found and cut out in full resolution. The file is named after photograph and class.
.PARAMETER Path
Photographs; wildcards are allowed.
.PARAMETER Destination
The folder for the files; it is made where it is missing.
.PARAMETER MinimumProbability
Passes over photographs that the network is less sure of, 0 to 1.
.PARAMETER Network
A network, its file, or its name in the store; the default network where it is left out.
.EXAMPLE
./Export-ObjectCrop.ps1 *.jpg -Destination crops
.EXAMPLE
Get-ChildItem ~/Pictures -Recurse -Include *.jpg | ./Export-ObjectCrop.ps1 -Destination crops -MinimumProbability 0.8
.OUTPUTS
The files.
#>
[CmdletBinding(SupportsShouldProcess)]
[OutputType([IO.FileInfo])]
param(
    [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)]
    [Alias('FullName')]
    [SupportsWildcards()]
    [string[]] $Path,

    [Parameter(Mandatory, Position = 1)]
    [ValidateNotNullOrEmpty()]
    [string] $Destination,

    [ValidateRange(0.0, 1.0)]
    [double] $MinimumProbability = 0,

    [ValidateNotNull()]
    [object] $Network
)

begin {
    $names = [Collections.Generic.List[string]]::new()
    $by = $Network ? @{ Network = $Network } : @{}
}

process { $names.AddRange($Path) }

end {
    # A name from Get-ChildItem is taken as it is, though it has brackets. Export-SaliencyImage asks before it writes.
    $names | ForEach-Object { (Test-Path -LiteralPath $_) ? (Get-Item -LiteralPath $_) : (Get-Item -Path $_) } |
        Get-ClassSaliency @by -Top 1 | Where-Object Probability -GE $MinimumProbability | Find-ObjectBox |
        Export-SaliencyImage -Kind Crop -Destination $Destination -Force -PassThru
}
