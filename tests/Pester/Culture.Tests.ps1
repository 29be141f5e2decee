# Where a comma separates decimals, and where the capital of i is not I.
BeforeDiscovery { $cultures = 'de-DE', 'tr-TR' }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $image = New-Image (Join-Path $TestDrive 'INDIGO.PNG')
    function Get-Number { $image | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox -ForegroundQuantile 0.9 | Select-Object -ExcludeProperty Mask | ConvertTo-Json }
    $expected = Get-Number
}

Describe 'Under <_>' -ForEach $cultures {
    BeforeAll { $before = [cultureinfo]::CurrentCulture; $here = $_ }
    BeforeEach { [cultureinfo]::CurrentCulture = $here }
    AfterEach { [cultureinfo]::CurrentCulture = $before }

    It 'the culture is what it says' {
        (1.5).ToString() | Should -Be '1,5'
        if ($here -eq 'tr-TR') { 'i'.ToUpper() | Should -BeExactly 'İ' }
    }

    It 'numbers are the same' { Get-Number | Should -Be $expected }

    It 'classes, networks and choices are found in any case' {
        (Get-ClassSaliency -LiteralPath $image -Network $colors -Class 'PLAIN GREY').Label | Should -Be 'plain grey'
        (Get-ClassSaliency -LiteralPath $image -Network $colors -Class 'PLAIN*').Label | Should -Be 'plain grey'
        (Get-ClassSaliency -LiteralPath $image -Network $colors -Class red -View WHOLE).View | Should -Be 'Whole'
        $store = $env:SALIENCYPS_NETWORKS
        try {
            $env:SALIENCYPS_NETWORKS = "$TestDrive/networks $here"
            $null = Import-SaliencyNetwork $colors -Name mini
            (Get-SaliencyNetwork MINI).Name, (Get-SaliencyNetwork M*I).Name | Should -Be 'mini', 'mini'
            (Get-ClassSaliency -LiteralPath $image -Network MINI -Class red).Label | Should -Be 'red'
        }
        finally { $env:SALIENCYPS_NETWORKS = $store }
    }

    It 'completes in any case' {
        Complete "Get-ClassSaliency x -Network '$colors' -Class PLAI" | Should -Be "'plain grey'"
        Complete 'Get-ClassSaliency x -View WHO' | Should -Be 'Whole'
    }

    It 'files hold what they hold elsewhere' {
        $box = $image | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox
        $box | Export-Clixml "$TestDrive/box.xml"
        (Import-Clixml "$TestDrive/box.xml").Probability | Should -Be $box.Probability
        $box | Select-Object Path, X, Probability | ConvertTo-Json | ConvertFrom-Json | ForEach-Object Probability | Should -Be $box.Probability
        $box | Export-SaliencyReport "$TestDrive/report.html"
        $page = Get-Content -Raw "$TestDrive/report.html"
        $page | Should -Not -Match '(data-[a-z]+|width|height|x|y)="\d+,\d' -Because 'a browser reads points'
    }

    It 'people read their own numbers' {
        $image | Get-ClassSaliency -Network $colors -Class red | Format-Table Label, Probability | Out-String | Should -Match '0,\d+'
    }

    It 'error ids stay' {
        { Get-ClassSaliency "$TestDrive/I.PNG" -Network $colors -ErrorAction Stop } | Should -Throw -ErrorId 'PictureNotFound,*'
        { Get-ClassSaliency $image -Network $colors -Class I } | Should -Throw -ErrorId 'ClassNotFound,*'
    }
}
