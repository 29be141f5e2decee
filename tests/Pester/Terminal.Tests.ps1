BeforeAll {
    . $PSScriptRoot/common.ps1
    $escape, $override = "`e[31m", "`u{202E}" # red from here on; letters from right to left
    $network = Join-Path $TestDrive 'stranger.onnx'
    Copy-Item -LiteralPath $colors -Destination $network
    $labels = 0..4 | ForEach-Object { "=HYPERLINK(1)$escape$override$_" }
    @{ labels = $labels } | ConvertTo-Json | Set-Content -LiteralPath ([IO.Path]::ChangeExtension($network, '.json'))
    $folder = Join-Path $TestDrive 'photos'
    $null = [IO.Directory]::CreateDirectory($folder)
    $photo = New-Image (Join-Path $folder "red$($IsWindows ? '' : $escape)$override.png")
    $maps = Get-ClassSaliency -LiteralPath $photo.FullName -Network $network -Top 2
    $boxes = $maps | Find-ObjectBox -ErrorAction Ignore
    # The views' own decoration, such as green names in lists, is none of a name's.
    function Assert-Plain([string] $Text) { $Text | Should -Not -BeNullOrEmpty; $Text | Should -Not -Match "[`e`u{202E}]" }
}

Describe 'Names of files and classes' {
    BeforeEach { $rendering, $PSStyle.OutputRendering = $PSStyle.OutputRendering, 'PlainText' }
    AfterEach { $PSStyle.OutputRendering = $rendering }

    It 'are data' { $maps[0].Label | Should -BeExactly $labels[$maps[0].ClassIndex] }

    It 'command the terminal in no <_>' -ForEach 'Format-Table', 'Format-List', 'Format-Wide' {
        foreach ($results in $maps, $boxes) { Assert-Plain ($results | & $_ | Out-String -Width 500) }
    }

    It 'command the terminal in no warning' {
        $truth = Join-Path $TestDrive 'truth.csv'
        Set-Content $truth 'path,label,x,y,width,height', "other$escape.png,$($labels[0]),20,12,20,20", "no$override.png,class$escape,1,1,1,1"
        $null = $boxes | Measure-ObjectLocalization $truth -WarningVariable warned -WarningAction SilentlyContinue
        Assert-Plain ($warned -join "`n")
    }

    It 'command the terminal in no error' {
        Set-Content -LiteralPath (Join-Path $folder "broken$override.png") 'no image'
        Get-ClassSaliency -Path $folder/broken* -Network $network -ErrorVariable failed -ErrorAction SilentlyContinue
        Assert-Plain ($failed | Out-String)
        Remove-Item -LiteralPath (Join-Path $folder "broken$override.png")
    }

    It 'command the terminal in no verbose line' {
        Assert-Plain (Get-ClassSaliency -LiteralPath $photo.FullName -Network $network -Top 1 -Verbose 4>&1 | Out-String)
    }

    It 'are no formulas in the table of the nightly scan' {
        $scan = & (Join-Path $repository 'examples/Export-NightlyScan.ps1') $folder (Join-Path $TestDrive 'scan') -Network $network
        (Import-Csv -LiteralPath $scan.Csv).Label | Should -BeLike "'=HYPERLINK*"
        Get-ChildItem -LiteralPath (Join-Path $TestDrive 'scan') -Force | Should -HaveCount 2
    }
}
