BeforeAll {
    . $PSScriptRoot/common.ps1
    $photos = (New-Item -ItemType Directory (Join-Path $TestDrive photos/inner)).Parent.FullName
    0..5 | ForEach-Object { New-Image (Join-Path $photos ($_ % 2 ? "$_.png" : "inner/$_.png")) | Out-Null }
    $scan = @{ Network = $colors; Top = 1; Recurse = $true; Results = Join-Path $TestDrive scan }
}

Describe 'Export-SaliencyResult' {
    It 'keeps the boxes that the pipeline finds' {
        $summary = Export-SaliencyResult $photos @scan
        $summary | Should -BeOfType SaliencyPS.ResultSummary
        $summary.Images, $summary.Failed, $summary.DoneBefore, $summary.IsComplete, $summary.Shard | Should -Be 6, 0, 0, $true, '1/1'
        $merged = Merge-SaliencyResult $scan.Results
        $merged.Path | Should -Be '1.png', '3.png', '5.png', 'inner/0.png', 'inner/2.png', 'inner/4.png'
        $found = Get-ClassSaliency $photos -Recurse -Network $colors -Top 1 | Find-ObjectBox
        foreach ($name in 'Label', 'Score', 'Probability', 'X', 'Y', 'Width', 'Height', 'Localization', 'NetworkDigest') { $merged.$name | Should -Be $found.$name -Because $name }
    }

    It 'refuses what is there without -Resume, and other options with it' {
        { Export-SaliencyResult $photos @scan } | Should -Throw -ErrorId 'ResultsRefused,*' -ExpectedMessage '*-Resume*'
        { Export-SaliencyResult $photos @scan -Resume -View Center } | Should -Throw -ErrorId 'ResultsRefused,*' -ExpectedMessage '*view Whole, not Center*'
        { Export-SaliencyResult $photos @scan -Resume -Preset nothing } | Should -Throw -ExpectedMessage "*no preset 'nothing'*"
        (Export-SaliencyResult $photos @scan -Resume).DoneBefore | Should -Be 6
    }

    It 'keeps failures with their reason, and those of files that are not there' {
        $failing = @{ Network = $colors; Top = 1; Results = Join-Path $TestDrive failing }
        Set-Content (Join-Path $photos bad.png) 'no image'
        $files = '1.png', 'bad.png', 'missing.png' | ForEach-Object { Join-Path $photos $_ }
        $summary = $files | Export-SaliencyResult @failing -Root $photos -ErrorVariable failed -ErrorAction SilentlyContinue
        Remove-Item (Join-Path $photos bad.png)
        $failed | Should -HaveCount 2
        $summary.Images, $summary.Failed, $summary.IsComplete | Should -Be 3, 2, $true
        $merged = Merge-SaliencyResult $failing.Results
        $merged.Path | Should -Be '1.png', 'bad.png', 'missing.png'
        $merged[1].Error | Should -BeLike 'Not a JPEG*'
    }

    It 'refuses paths that are named and lead to no image, and keeps what there is' {
        $named = @{ Network = $colors; Top = 1; Results = Join-Path $TestDrive named }
        $null = Export-SaliencyResult $photos @named -Recurse
        $part = Join-Path $named.Results part-00001-of-00001.jsonl
        $before = (Get-FileHash $part).Hash
        $empty = New-Item -ItemType Directory (Join-Path $TestDrive empty)
        foreach ($path in (Join-Path $photos nothing), (Join-Path $photos *.gif), $empty.FullName) {
            { Export-SaliencyResult $path @named -Recurse -Resume } | Should -Throw -ErrorId 'ResultsRefused,*' -ExpectedMessage '*put it right, or leave it out*'
        }

        { Export-SaliencyResult -LiteralPath (Join-Path $photos nothing.png) @named -Resume } | Should -Throw -ErrorId 'ResultsRefused,*'
        { Export-SaliencyResult $photos @named -Resume } | Should -Throw -ErrorId 'ResultsRefused,*' -ExpectedMessage '*-Recurse*'
        { @() | Export-SaliencyResult @named -Resume } | Should -Throw -ErrorId 'ResultsRefused,*' -ExpectedMessage '*There is no image*'
        (Get-FileHash $part).Hash | Should -Be $before
        (Export-SaliencyResult $photos @named -Recurse -Resume).DoneBefore | Should -Be 6
    }

    It 'keeps scores and figures of maps' {
        Export-SaliencyResult $photos -Recurse -Network $colors -Class red -NoMap -Results (Join-Path $TestDrive scores) | Out-Null
        (Merge-SaliencyResult (Join-Path $TestDrive scores)).Label | Should -Be (@('red') * 6)
        Export-SaliencyResult $photos -Recurse -Network $colors -Class red -NoBox -Results (Join-Path $TestDrive maps) | Out-Null
        (Merge-SaliencyResult (Join-Path $TestDrive maps))[0].Maximum | Should -BeGreaterThan 0
    }

    It 'takes lists, of lines or with NULs, tar files and addresses, and goes on with them' {
        $tar = Join-Path $TestDrive a.tar
        [Formats.Tar.TarFile]::CreateFromDirectory($photos, $tar, $false)
        $lines, $nuls = 'lines.txt', 'nuls.txt' | ForEach-Object { Join-Path $TestDrive $_ }
        $files = (Get-ChildItem $photos -Recurse -File | Sort-Object FullName).FullName
        Set-Content $lines $files
        Set-Content $nuls ($files -join "`0") -NoNewline
        $kept = @{ Network = $colors; Top = 1; Root = $TestDrive; Resume = $true }
        (Get-Content $lines | Export-SaliencyResult @kept -Results (Join-Path $TestDrive listed)).Images | Should -Be 6
        (Get-Content $nuls -Delimiter "`0" | Export-SaliencyResult @kept -Results (Join-Path $TestDrive listed)).DoneBefore | Should -Be 6
        $packed = Join-Path $TestDrive packed
        (Get-ChildItem $tar | Export-SaliencyResult @kept -Results $packed).Images | Should -Be 6
        (Export-SaliencyResult $tar @kept -Results $packed).DoneBefore | Should -Be 6
        $merged = Merge-SaliencyResult $packed
        ($merged.Path | Sort-Object) | Should -Be ($files.ForEach{ "a.tar/$([IO.Path]::GetRelativePath($photos, $_).Replace('\', '/'))" } | Sort-Object)
        ($merged | Where-Object Path -Like '*/1.png').Score | Should -Be (Get-ClassSaliency (Join-Path $photos 1.png) -Network $colors -Top 1).Score
    }

    It 'keeps what it cannot fetch as failures of single images' {
        $kept = @{ Network = $colors; Top = 1; Results = Join-Path $TestDrive fetched }
        $summary = 'http://127.0.0.1:1/a.png', (Join-Path $photos 1.png) |
            Export-SaliencyResult @kept -Root $photos -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        $summary.Images, $summary.Failed, $summary.IsComplete | Should -Be 2, 1, $true
        (Merge-SaliencyResult $kept.Results).Path | Should -Be '1.png', 'http://127.0.0.1:1/a.png'
    }
}
