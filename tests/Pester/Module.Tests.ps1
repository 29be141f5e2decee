BeforeDiscovery { $commands = (Import-PowerShellDataFile $PSScriptRoot/../../module/SaliencyPS.psd1).CmdletsToExport }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $manifest = Join-Path $repository 'module/SaliencyPS.psd1'
    $exports = (Import-PowerShellDataFile $manifest).CmdletsToExport
    $common = [Management.Automation.PSCmdlet]::CommonParameters
}

Describe 'The module' {
    It 'has a sound manifest' {
        $module = Test-ModuleManifest $manifest -ErrorAction Stop
        $module.PowerShellVersion | Should -Be '7.6'
        $module.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'exports its cmdlets and nothing else' {
        (Get-Module SaliencyPS).ExportedCommands.Keys | Sort-Object | Should -Be ($exports | Sort-Object)
    }

    It 'can be imported again' {
        { Import-Module $manifest -Force -ErrorAction Stop } | Should -Not -Throw
        [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -like 'SaliencyPS.*' } | Should -HaveCount 2
    }

    It 'shows <type> as a table of at most five columns' -ForEach @(
        @{ type = 'SaliencyPS.ClassSaliency' }, @{ type = 'SaliencyPS.ObjectBox' }, @{ type = 'SaliencyPS.ClassModelImage' }, @{ type = 'SaliencyPS.Networks.Network' }
    ) {
        $views = (Get-FormatData $type).FormatViewDefinition.Control
        $views[0] | Should -BeOfType Management.Automation.TableControl
        $views[0].Headers.Count | Should -BeLessOrEqual 5
        $views[1] | Should -BeOfType Management.Automation.ListControl
    }
}

Describe '<_>' -ForEach $commands {
    BeforeAll {
        $command = $_
        $help = Get-Help $command -Full
        $parameters = (Get-Command $command).Parameters.Keys.Where{ $_ -notin $common }
    }

    It 'has a synopsis and two examples' {
        $help.Synopsis | Should -Not -BeLike "*$command*" -Because 'that would be the generated syntax'
        $help.examples.example.Count | Should -BeGreaterOrEqual 2
    }

    It 'has help for each parameter and for no other' {
        $help.parameters.parameter.name | Sort-Object | Should -Be ($parameters | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name }
    }
}

Describe 'about_SaliencyPS' {
    It 'names every error id that there is' {
        $text = Get-Content -Raw (Join-Path $repository 'module/en-US/about_SaliencyPS.help.txt')
        $source = Get-Content -Raw (Join-Path $repository 'src/SaliencyPS.Cmdlets/Errors/ErrorRecords.cs')
        $ids = [regex]::Matches($source, '"([A-Z][A-Za-z]+)", (?:ErrorCategory|category|Unreadable|\r?\n|e is)').ForEach{ $_.Groups[1].Value } | Sort-Object -Unique
        $ids.Count | Should -BeGreaterThan 10
        foreach ($id in $ids) { $text | Should -MatchExactly "\b$id\b" }
        Get-Help about_SaliencyPS | Should -Not -BeNullOrEmpty
    }
}
