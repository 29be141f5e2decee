BeforeAll {
    . $PSScriptRoot/common.ps1
    $image = New-Image (Join-Path $TestDrive 'red [1] é.png')
    $maps = Get-ClassSaliency -LiteralPath $image -Network $colors -Top 2
    $box = $maps[0] | Find-ObjectBox
    function Get-Row([string] $File) { [regex]::Matches((Get-Content -Raw -LiteralPath $File), '<tr>\s*<th scope="row">') }
}

Describe 'Export-SaliencyReport' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive "[2] ü $([guid]::NewGuid())")).FullName
        $file = Join-Path $folder 'report [x] 報告.html'
    }

    It 'ends the pipeline that must always work' {
        $image | Get-ClassSaliency -Network $colors -Top 1 | Find-ObjectBox | Export-SaliencyReport -LiteralPath $file | Should -BeNullOrEmpty
        Get-Row $file | Should -HaveCount 1
        $page = Get-Content -Raw -LiteralPath $file
        $page | Should -Match ([regex]::Escape('red [1] é.png'))
        $page | Should -Match '20,12 20×20'
        Get-ChildItem -LiteralPath $folder -Force | Should -HaveCount 1
    }

    It 'takes maps, boxes, and maps with their boxes' {
        $maps | Export-SaliencyReport -LiteralPath $file
        Get-Row $file | Should -HaveCount 2
        Export-SaliencyReport -LiteralPath $file -InputObject $maps
        Get-Row $file | Should -HaveCount 2
        $maps | ForEach-Object { $_; $_ | Find-ObjectBox -ErrorAction Ignore } | Export-SaliencyReport -LiteralPath $file
        Get-Row $file | Should -HaveCount 2
    }

    It 'has a row for a map with its box, and one for each that is alone' {
        $other = Get-ClassSaliency -LiteralPath $image -Network $colors -Class yellow
        $far = $other | Find-ObjectBox
        $maps[0], $box, $other, $box, $far, $maps[0], $other, $far, $other | Export-SaliencyReport -LiteralPath $file
        Get-Row $file | Should -HaveCount 7
    }

    It 'takes what comes back from a file or a job' {
        $clixml = Join-Path $TestDrive 'results.xml'
        $maps + $box | Export-Clixml $clixml
        Import-Clixml $clixml | Export-SaliencyReport -LiteralPath $file
        Get-Row $file | Should -HaveCount 3
        Get-Content -Raw -LiteralPath $file | Should -Not -Match 'no image'
    }

    It 'leaves the file where there is nothing, and says so' {
        Set-Content -LiteralPath $file 'old'
        @() | Export-SaliencyReport -LiteralPath $file -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike 'There are no results; *was not written.'
        1 | Export-SaliencyReport -LiteralPath $file -WarningVariable warned -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warned" | Should -BeLike 'There are no results; *was not written.'
        Get-Content -LiteralPath $file | Should -Be 'old'
        $box | Export-SaliencyReport -LiteralPath $file -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It 'tells how each result was made' {
        $maps[0] | Export-SaliencyReport -LiteralPath $file
        Get-Content -Raw -LiteralPath $file | Should -Match "(?s)Gradient, ChannelReduction=Maximum.*$($maps[0].NetworkDigest)"
        $box | Export-SaliencyReport -LiteralPath $file
        Get-Content -Raw -LiteralPath $file | Should -Match '(?s)20,12 20×20</data> <small><bdi>Gradient</bdi></small>.*SaliencyPS</dt><dd><bdi>\d'
    }

    It 'goes on after what is no result' {
        1, 'x', $box | Export-SaliencyReport -LiteralPath $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -HaveCount 2
        Get-Row $file | Should -HaveCount 1
    }

    It 'goes on after an image that is gone' {
        $gone = New-Image (Join-Path $folder 'gone.png')
        $lost = Get-ClassSaliency -LiteralPath $gone -Network $colors -Class red, yellow | Find-ObjectBox
        Remove-Item -LiteralPath $gone
        $lost + $box | Export-SaliencyReport -LiteralPath $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -HaveCount 1 -Because 'it is one image'
        $failed.FullyQualifiedErrorId | Should -Be 'PictureUnreadable,SaliencyPS.Cmdlets.Commands.ExportSaliencyReportCommand'
        $failed.TargetObject | Should -Be $gone.FullName
        Get-Row $file | Should -HaveCount 3
        Get-Content -Raw -LiteralPath $file | Should -Match 'no image'
    }

    It 'does not draw on an image that has another size by now' {
        $changed = New-Image (Join-Path $folder 'changed.png')
        $old = Get-ClassSaliency -LiteralPath $changed -Network $colors -Top 1 | Find-ObjectBox
        [IO.File]::WriteAllBytes($changed, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode([SaliencyPS.Imaging.RgbImage]::new(9, 9), 'Png'))
        $old | Export-SaliencyReport -LiteralPath $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        $failed.CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'emits the file with -PassThru' {
        $passed = $box | Export-SaliencyReport -LiteralPath $file -PassThru -Title 'Red & round'
        $passed | Should -BeOfType IO.FileInfo
        $passed.FullName | Should -Be $file
        Get-Content -Raw -LiteralPath $file | Should -Match '<title>Red &amp; round</title>'
    }

    It 'keeps a file under -NoClobber, and replaces it otherwise' {
        Set-Content -LiteralPath $file 'mine'
        { $box | Export-SaliencyReport -LiteralPath $file -NoClobber } | Should -Throw -ErrorId 'OutFileExists,*'
        Get-Content -LiteralPath $file | Should -Be 'mine'
        $box | Export-SaliencyReport -LiteralPath $file
        Get-Row $file | Should -HaveCount 1
    }

    It 'replaces a read-only file with -Force only' {
        Set-Content -LiteralPath $file 'mine'
        Set-ItemProperty -LiteralPath $file IsReadOnly $true
        { $box | Export-SaliencyReport -LiteralPath $file } | Should -Throw -ErrorId 'OutFileExists,*'
        $box | Export-SaliencyReport -LiteralPath $file -Force
        Get-Row $file | Should -HaveCount 1
    }

    It 'resolves paths by the session' {
        Push-Location -LiteralPath $folder
        try { $box | Export-SaliencyReport here.html } finally { Pop-Location }
        [IO.File]::Exists((Join-Path $folder 'here.html')) | Should -BeTrue
        { $box | Export-SaliencyReport Env:/report.html } | Should -Throw -ErrorId 'OutFileInvalid,*'
        { $box | Export-SaliencyReport "$TestDrive/none/report.html" } | Should -Throw -ErrorId 'OutFileUnwritable,*'
        { $box | Export-SaliencyReport "$TestDrive/none*.html" } | Should -Throw -ErrorId 'OutFileInvalid,*'
        $null = New-Item "$TestDrive/before.html" -Value 'before'
        $box | Export-SaliencyReport "$TestDrive/bef*.html"
        Get-Content -TotalCount 1 "$TestDrive/before.html" | Should -Be '<!DOCTYPE html>'
    }

    It 'leaves nothing when the pipeline ends early' {
        { $box, $null | ForEach-Object { if ($_) { $_ } else { throw 'stop' } } | Export-SaliencyReport -LiteralPath $file } | Should -Throw 'stop'
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }

    It 'completes color maps' {
        Complete 'Export-SaliencyReport -ColorMap ' | Should -Be 'Gray', 'Inferno', 'Turbo', 'Viridis'
    }

    It 'is a folder of pages where the name has no extension, and a workbook where it says so' {
        $to = Join-Path $folder 'report [y]'
        $passed = $maps[0], $box | Export-SaliencyReport -LiteralPath $to -PassThru
        $passed | Should -BeOfType IO.DirectoryInfo
        (Get-ChildItem -LiteralPath $to).Name | Should -Be 'index.html', 'page-0001.html'
        Get-Row (Join-Path $to page-0001.html) | Should -HaveCount 1
        Get-Content -Raw -LiteralPath (Join-Path $to index.html) | Should -Match '<dt>Images</dt><dd>1</dd>'
        { $box | Export-SaliencyReport -LiteralPath $to -NoClobber } | Should -Throw -ErrorId 'OutFileExists,*'
        Set-Content -LiteralPath (Join-Path $to mine.txt) 'mine'
        { $box | Export-SaliencyReport -LiteralPath $to } | Should -Throw -ErrorId 'OutFileUnwritable,*' -ExpectedMessage '*mine.txt*'
        $box | Export-SaliencyReport -LiteralPath (Join-Path $folder 'report.xlsx')
        [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes((Join-Path $folder 'report.xlsx')), 0, 2) | Should -Be 'PK'
        Get-ChildItem -LiteralPath $folder -Force | Should -HaveCount 2
    }

    It 'shows results that were kept, all or some' {
        $photos = (New-Item -ItemType Directory (Join-Path $folder photos)).FullName
        $null = New-Image (Join-Path $photos a.png)
        Set-Content -LiteralPath (Join-Path $photos bad.png) 'no image'
        $kept = @{ Results = Join-Path $folder scan; ErrorAction = 'SilentlyContinue' }
        $null = Get-ChildItem -LiteralPath $photos | Export-SaliencyResult -Root $photos -Network $colors -Top 1 @kept
        $list = Join-Path $folder list.jsonl
        Merge-SaliencyResult $kept.Results $list
        foreach ($results in $kept.Results, $list) {
            Export-SaliencyReport -LiteralPath $file -Results $results -Root $photos -ErrorAction Stop
            Get-Row $file | Should -HaveCount 2
            Get-Content -Raw -LiteralPath $file | Should -Match 'Not a JPEG'
        }
        Export-SaliencyReport -LiteralPath $file -Results $list -Root $photos -Only Failed -ErrorAction Stop
        Get-Row $file | Should -HaveCount 1
        { Export-SaliencyReport -LiteralPath $file -Results $list -Only best } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        Remove-Item -LiteralPath (Join-Path $photos a.png)
        Export-SaliencyReport -LiteralPath $file -Results $list -Root $photos -ErrorVariable gone -ErrorAction SilentlyContinue
        $gone.FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        Complete 'Export-SaliencyReport x -Results y -Only ' | Should -Be 'Doubtful', 'Failed', "'Sample:500'"
    }
}
