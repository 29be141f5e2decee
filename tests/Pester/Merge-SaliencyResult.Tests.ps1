BeforeAll {
    . $PSScriptRoot/common.ps1
    $photos = (New-Item -ItemType Directory (Join-Path $TestDrive photos/inner)).Parent.FullName
    0..5 | ForEach-Object { New-Image (Join-Path $photos ($_ % 2 ? "$_.png" : "inner/$_.png")) | Out-Null }
    $scan = @{ Network = $colors; Top = 1; Recurse = $true; Results = Join-Path $TestDrive scan }
}

Describe 'Merge-SaliencyResult' {
    It 'makes of shards the list of one machine' {
        $null = Export-SaliencyResult $photos @scan
        $shared = @{} + $scan
        $shared.Results = Join-Path $TestDrive shared
        1, 3 | ForEach-Object { Export-SaliencyResult $photos @shared -Shard "$_/4" | Out-Null }
        { Merge-SaliencyResult $shared.Results -ErrorAction Stop } | Should -Throw -ErrorId 'ResultsIncomplete,*' -ExpectedMessage '*--array=2,4'
        2, 4 | ForEach-Object { Export-SaliencyResult $photos @shared -Shard "$_/4" | Out-Null }
        $file = Join-Path $TestDrive merged.jsonl
        $one = Join-Path $TestDrive one.jsonl
        (Merge-SaliencyResult $shared.Results $file -PassThru).FullName | Should -Be $file
        Merge-SaliencyResult $scan.Results $one
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash $one).Hash
        { Merge-SaliencyResult $scan.Results $one -NoClobber } | Should -Throw -ErrorId 'OutFileExists,*'
        Merge-SaliencyResult $scan.Results (Join-Path $TestDrive table.csv)
        (Import-Csv (Join-Path $TestDrive table.csv)).Path | Should -Be (Merge-SaliencyResult $scan.Results).Path
    }

    It 'does not write over what it merges' {
        $part = Join-Path $scan.Results part-00001-of-00001.jsonl
        $before = (Get-FileHash $part).Hash
        { Merge-SaliencyResult $scan.Results $part -Force } | Should -Throw -ErrorId 'OutFileExists,*'
        if (-not $IsWindows) {
            $null = New-Item -ItemType SymbolicLink "$TestDrive/linked" -Target $scan.Results
            { Merge-SaliencyResult "$TestDrive/linked" $part -Force } | Should -Throw -ErrorId 'OutFileExists,*'
        }

        (Get-FileHash $part).Hash | Should -Be $before
    }

    It 'emits whole numbers as such' {
        $first = (Merge-SaliencyResult $scan.Results)[0]
        $first.Rank, $first.X, $first.ClassIndex | Should -BeOfType int
        $first.Score | Should -BeOfType double
    }

    It 'writes what tools for COCO read' {
        $coco = Join-Path $TestDrive boxes.json
        Merge-SaliencyResult $scan.Results $coco -Format Coco
        $boxes = Get-Content -Raw $coco | ConvertFrom-Json
        $boxes | Should -HaveCount 6
        $first = (Merge-SaliencyResult $scan.Results)[0]
        $boxes[0].bbox | Should -Be $first.X, $first.Y, $first.Width, $first.Height
    }
}
