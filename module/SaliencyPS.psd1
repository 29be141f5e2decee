@{
    RootModule           = 'bin/SaliencyPS.Cmdlets.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f0b1c5e-3a0e-4c43-9a52-6b6c8d0f7e21'
    Author               = 'SaliencyPS contributors'
    CompanyName          = 'SaliencyPS contributors'
    Copyright            = 'Copyright (c) SaliencyPS contributors. MIT license.'
    Description          = 'Shows why an image classifier says what it says and where the thing is: class saliency maps, weakly supervised object boxes and class model images (Simonyan, Vedaldi and Zisserman 2014). Runs on the CPU, needs nothing but PowerShell.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.6'

    # The guard first, before any of the module's assemblies is loaded.
    NestedModules        = @('SaliencyPS.Guard.psm1', 'Views/SaliencyPS.Views.psd1')

    CmdletsToExport      = @(
        'Export-SaliencyContactSheet'
        'Export-SaliencyImage'
        'Export-SaliencyNetwork'
        'Export-SaliencyReport'
        'Export-SaliencyResult'
        'Find-ObjectBox'
        'Get-ClassSaliency'
        'Get-NeuronSaliency'
        'Get-SaliencyEngine'
        'Get-SaliencyNetwork'
        'Import-SaliencyNetwork'
        'Install-SaliencyEngine'
        'Install-SaliencyNetwork'
        'Measure-ObjectLocalization'
        'Measure-SaliencyFaithfulness'
        'Measure-SaliencySanity'
        'Merge-SaliencyResult'
        'New-ClassModelImage'
        'Set-SaliencyNetwork'
        'Show-SaliencyImage'
        'Test-SaliencyNetwork'
        'Uninstall-SaliencyEngine'
        'Uninstall-SaliencyNetwork'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()

    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'Saliency', 'Explainability', 'ImageClassification', 'Localization', 'ONNX')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
