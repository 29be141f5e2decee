BeforeAll {
    . $PSScriptRoot/common.ps1
    $path = Join-Path $repository 'module/SaliencyPS.psd1'
    $manifest = Import-PowerShellDataFile $path
    $gallery = $manifest.PrivateData.PSData
}

Describe 'The manifest' {
    It 'is sound and draws no warning' {
        $module = Test-ModuleManifest $path -WarningVariable warned -WarningAction SilentlyContinue -ErrorAction Stop
        $warned | Should -BeNullOrEmpty
        $module.Name | Should -Be 'SaliencyPS'
    }

    It 'asks for PowerShell Core 7.6' {
        $manifest.PowerShellVersion, $manifest.CompatiblePSEditions | Should -Be '7.6', 'Core'
    }

    It 'says who, what and under which license' {
        foreach ($field in 'GUID', 'Author', 'CompanyName', 'Copyright', 'Description', 'ModuleVersion') { $manifest[$field] | Should -Not -BeNullOrEmpty -Because $field }
        [uri]::IsWellFormedUriString($gallery.LicenseUri, 'Absolute') | Should -BeTrue
        $gallery.LicenseUri | Should -BeLike '*/mit'
        Get-Content (Join-Path $repository 'LICENSE') -TotalCount 1 | Should -Be 'MIT License'
        $gallery.ReleaseNotes | Should -Not -BeNullOrEmpty
    }

    It 'has the tags that the Gallery shows' {
        'PSEdition_Core', 'Windows', 'Linux', 'MacOS' | ForEach-Object { $gallery.Tags | Should -Contain $_ }
        $gallery.Tags | Where-Object { $_ -match '\s' } | Should -BeNullOrEmpty
    }

    It 'exports cmdlets by name and nothing else' {
        $manifest.CmdletsToExport | Where-Object { $_ -match '\*' } | Should -BeNullOrEmpty
        'FunctionsToExport', 'AliasesToExport', 'VariablesToExport' | ForEach-Object { , $manifest[$_] | Should -BeNullOrEmpty -Because $_ }
        $assembly = [SaliencyPS.Cmdlets.Commands.GetClassSaliencyCommand].Assembly
        $defined = foreach ($type in $assembly.GetTypes()) {
            $cmdlet = [Reflection.CustomAttributeExtensions]::GetCustomAttribute($type, [Management.Automation.CmdletAttribute])
            if ($cmdlet) { "$($cmdlet.VerbName)-$($cmdlet.NounName)" }
        }
        $manifest.CmdletsToExport | Sort-Object | Should -Be ($defined | Sort-Object)
        foreach ($name in $manifest.CmdletsToExport) { (Get-Verb).Verb | Should -Contain ($name -split '-')[0] }
    }

    It 'is published with license, changes and examples, as they are in the sources' {
        Get-ChildItem (Join-Path $repository 'module/Examples') -Name | Sort-Object | Should -Be (Get-ChildItem (Join-Path $repository 'examples/*.ps1') -Name | Sort-Object)
        foreach ($file in @('LICENSE', 'CHANGELOG.md') + (Get-ChildItem (Join-Path $repository 'examples/*.ps1')).ForEach{ "Examples/$($_.Name)" }) {
            Get-Content -Raw (Join-Path $repository "module/$file") | Should -BeExactly (Get-Content -Raw (Join-Path $repository ($file -creplace '^E', 'e'))) -Because $file
        }
    }

    It 'names cmdlets that have tests, one file each' {
        foreach ($name in $manifest.CmdletsToExport) { Join-Path $PSScriptRoot "$name.Tests.ps1" | Should -Exist }
    }

    It 'names files that are there' {
        foreach ($file in $manifest.NestedModules + $manifest.RootModule) { Join-Path $repository "module/$file" | Should -Exist }
        $views = Import-PowerShellDataFile (Join-Path $repository 'module/Views/SaliencyPS.Views.psd1')
        foreach ($file in $views.RequiredAssemblies + $views.TypesToProcess + $views.FormatsToProcess) { Join-Path $repository "module/Views/$file" | Should -Exist }
    }
}
