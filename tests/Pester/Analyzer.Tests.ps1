# The rules of the Gallery, and those of formatting, over all scripts; in the files of Pester without two that do not understand it: blocks use
# the variables of others, and helpers of tests change nothing but what tests made.
BeforeDiscovery {
    $pester = 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions'
    $folders = foreach ($preset in 'PSGallery', 'CodeFormatting') {
        foreach ($folder in 'build', 'module', 'examples') { @{ folder = $folder; preset = $preset; left = @() } }
        @{ folder = 'tests/Pester'; preset = $preset; left = $pester }
    }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $analyzer = Get-Module PSScriptAnalyzer -ListAvailable
}

Describe 'PSScriptAnalyzer' -Tag Slow {
    It 'finds nothing in <folder> by <preset>' -ForEach $folders {
        if (-not $analyzer) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed' }
        $findings = Invoke-ScriptAnalyzer -Path (Join-Path $repository $folder) -Recurse -Settings $preset -ExcludeRule $left
        $findings.ForEach{ "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
