BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $saliency = Get-ClassSaliency $red -Network $colors -Top 2
    $box = $saliency[0] | Find-ObjectBox
}

Describe 'Show-SaliencyImage' {
    It 'emits one string for each object, with a caption' {
        $shown = $saliency | Show-SaliencyImage -As Blocks -Width 20
        $shown | Should -HaveCount 2
        $shown | Should -BeOfType string
        $lines = $shown[0] -split "`n"
        $lines[0] | Should -Match '^red\.png: 1\. red, '
        $lines | Should -HaveCount 9 -Because 'the image is 64 x 48'
        ([regex]::Matches($lines[1], '▀')).Count | Should -Be 20
        $lines[1] | Should -Match "^`e\[38;2;\d+;\d+;\d+m`e\[48;2;\d+;\d+;\d+m▀.*`e\[0m$"
    }

    It 'draws sixels when asked' {
        $box | Show-SaliencyImage -As Sixel | Should -Match "`eP.*q`"1;1;64;48#0;2;.*`e\\$"
    }

    It 'draws with letters when asked: the map, or the mask' {
        $text = $box | Show-SaliencyImage -As Text -Width 32
        $text | Should -Not -Match "`e"
        $text | Should -Match '@@@'
        ($text -split "`n").Count | Should -Be 13
        $saliency[0] | Show-SaliencyImage -As Text | Should -Match '@'
    }

    It 'is plain text where output is redirected' -Tag Slow {
        $shell = $pwsh
        $text = & $shell -NoProfile -Command "Import-Module '$repository/module/SaliencyPS.psd1'; Get-ClassSaliency '$red' -Network '$colors' -Top 1 | Show-SaliencyImage"
        $text -join "`n" | Should -Not -Match "`e"
        $text[0] | Should -Match '^red\.png: 1\. red, '
    }

    It 'works in a job and in parallel, where there is no screen' {
        $module = Join-Path $repository 'module/SaliencyPS.psd1'
        $saliency[0] | ForEach-Object -Parallel { Import-Module $using:module; $_ | Show-SaliencyImage } | Should -Match 'red\.png'
        Start-Job { Import-Module $using:module; Get-ClassSaliency $using:red.FullName -Network $using:colors -Top 1 | Show-SaliencyImage } | Receive-Job -Wait -AutoRemoveJob | Should -Match 'red\.png'
    }

    It 'follows $PSStyle' {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            $saliency[0] | Show-SaliencyImage | Should -Not -Match "`e"
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'shows what comes back from a file' {
        $saliency[0] | Export-Clixml "$TestDrive/map.xml"
        Import-Clixml "$TestDrive/map.xml" | Show-SaliencyImage -As Text | Should -Be ($saliency[0] | Show-SaliencyImage -As Text)
        New-ClassModelImage red -Network $colors -Iteration 1 | Show-SaliencyImage -As Text | Should -Match '^red, as colors sees it'
    }

    It 'refuses a kind that the object does not have, and goes on' {
        $shown = $saliency[0], $box | Show-SaliencyImage -Kind Mask -As Text -ErrorVariable failed -ErrorAction SilentlyContinue
        $shown | Should -HaveCount 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureKindUnsuitable,*'
    }

    It 'writes numbers as the culture does' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $saliency[0] | Show-SaliencyImage -As Text | Should -Match '\d,\d %'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }
}
