BeforeAll {
    . $PSScriptRoot/common.ps1
    $manifest = Join-Path $repository 'module/SaliencyPS.psd1'
    $exports = (Import-PowerShellDataFile $manifest).CmdletsToExport
}

Describe 'The module' {
    It 'exports its cmdlets and nothing else' {
        (Get-Module SaliencyPS).ExportedCommands.Keys | Sort-Object | Should -Be ($exports | Sort-Object)
    }

    It 'can be imported again' {
        { Import-Module $manifest -Force -ErrorAction Stop } | Should -Not -Throw
        [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -like 'SaliencyPS.*' } | Should -HaveCount 2
    }
}
