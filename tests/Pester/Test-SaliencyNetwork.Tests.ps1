BeforeAll {
    . $PSScriptRoot/common.ps1
    # Of black, the network in the fixtures says: no color at all, and plain grey.
    $black = New-Reference (Join-Path $TestDrive 'black') -Logits 0, 0, 0, 0, 0.5
    $wrong = New-Reference (Join-Path $TestDrive 'wrong') -Logits 0, 0, 0, 0, 0.4
}

Describe 'Test-SaliencyNetwork' {
    It 'passes what agrees' {
        $result = Test-SaliencyNetwork $black -Network $colors
        $result | Should -BeOfType SaliencyPS.NetworkVerification
        $result.Passed, $result.Network, $result.Reference | Should -Be $true, 'colors', $black
        $result.LogitError, $result.LogitDifference, $result.LogitTolerance | Should -Be 0, 0, 1e-4
        $result.GradientError | Should -BeNullOrEmpty
        $result.Engine | Should -BeLike 'Managed ?*'
        $result.Samples.Count, $result.Samples[0].Label, $result.Samples[0].IsTopEqual | Should -Be 1, 'plain grey', $true
    }

    It 'fails what does not, by the tolerance given' {
        $result = Test-SaliencyNetwork $wrong -Network $colors
        $result.Passed | Should -BeFalse
        $result.LogitError | Should -BeGreaterThan 0.2
        (Test-SaliencyNetwork $wrong -Network $colors -LogitTolerance 0.3).Passed | Should -BeTrue
    }

    It 'says which library is not there' {
        { Test-SaliencyNetwork $black -Network $colors -Engine Torch } | Should -Throw -ErrorId 'EngineUnavailable,SaliencyPS.Cmdlets.Commands.TestSaliencyNetworkCommand'
    }

    It 'takes many files, from the pipeline and by wildcard' {
        $network = Get-SaliencyNetwork -LiteralPath $colors
        (Get-ChildItem $TestDrive/*.input.npy | Test-SaliencyNetwork -Network $network).Passed | Should -Be $true, $false
        (Test-SaliencyNetwork $TestDrive/*.input.npy -Network $network).Passed | Should -Be $true, $false
        ($black, $wrong | Test-SaliencyNetwork -Network $network).Passed | Should -Be $true, $false
    }

    It 'goes on after a file that is none' {
        $text = (New-Item (Join-Path $TestDrive 'text.npz') -Value 'nothing').FullName
        (Test-SaliencyNetwork $text, $black -Network $colors -ErrorVariable faults -ErrorAction SilentlyContinue).Passed | Should -BeTrue
        $faults.FullyQualifiedErrorId | Should -Be 'ReferenceUnreadable,SaliencyPS.Cmdlets.Commands.TestSaliencyNetworkCommand'
    }

    It 'completes networks and shows what it found, also when it comes back from a file' {
        Complete 'Test-SaliencyNetwork x -Network sce' | Should -Be 'scenes'
        $result = Test-SaliencyNetwork $wrong -Network $colors
        $result | Export-Clixml "$TestDrive/verified.xml"
        foreach ($one in $result, (Import-Clixml "$TestDrive/verified.xml")) {
            $one | Out-String | Should -Match 'colors +no +2[.,]5e-01 +- '
            $one.Samples[0] | Out-String | Should -Match '0 +no +2[.,]5e-01 +- plain grey'
        }
    }
}
