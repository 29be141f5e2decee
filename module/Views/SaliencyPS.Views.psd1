# Types and views, which SaliencyPS.psd1 loads once SaliencyPS.Guard.psm1 has let it: a manifest's own come before anything that it can run.
# In a folder of its own, since Compress-PSResource takes any manifest beside SaliencyPS.psd1 for that of the package.
@{
    ModuleVersion      = '1.0' # Has to be there; the module's version is that of SaliencyPS.psd1.

    # Both, so that the types are known before the type and format files name them.
    RequiredAssemblies = @('../bin/SaliencyPS.Engine.dll', '../bin/SaliencyPS.Cmdlets.dll')
    TypesToProcess     = @('../SaliencyPS.Types.ps1xml')
    FormatsToProcess   = @('../SaliencyPS.Format.ps1xml')

    CmdletsToExport    = @()
    FunctionsToExport  = @()
    AliasesToExport    = @()
    VariablesToExport  = @()
}
