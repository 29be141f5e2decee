BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
    $maps = $red, $blue | Get-ClassSaliency -Network $colors -Top 2
    $boxes = $maps | Where-Object Rank -EQ 1 | Find-ObjectBox
}

Describe 'Results in everyday commands' {
    It 'become JSON of depth 2 without loss or warning' {
        $json = $maps[0] | ConvertTo-Json -Depth 2 -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeNullOrEmpty
        $json.Length | Should -BeLessThan 2000
        $back = $json | ConvertFrom-Json
        $back.Label, $back.Score, $back.Map.GridWidth, $back.Width | Should -Be 'red', $maps[0].Score, 32, 64
        $box = $boxes[0] | Select-Object * -ExcludeProperty Mask | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
        $box.X, $box.Y, $box.Width, $box.Height, $box.View | Should -Be 20, 12, 20, 20, 'Whole'
    }

    It 'become rows of a table that say what their columns hold' {
        $file = Join-Path $TestDrive 'boxes.csv'
        $boxes | Export-Csv $file
        $rows = Import-Csv $file
        $rows.Label | Should -Be 'red', 'blue'
        [int]$rows[0].X, [double]::Parse($rows[0].Probability) | Should -Be 20, $boxes[0].Probability
        $rows[0].Mask | Should -Be '64×48 mask'
        ($maps[0] | ConvertTo-Csv)[1] | Should -Match '32×32 map of 64×48 pixels'
    }

    It 'are grouped by label' {
        $groups = $maps | Group-Object Label
        $groups.Name | Sort-Object | Should -Be 'blue', 'plain grey', 'red'
        $groups.Where{ $_.Name -eq 'plain grey' }.Group.Path | Should -Be $red.FullName, $blue.FullName
    }

    It 'are chosen by number' {
        ($maps | Where-Object Probability -GT .25).Label | Should -Be ($maps.Where{ $_.Probability -gt .25 }).Label
        $maps | Where-Object Rank -EQ 1 | Should -HaveCount 2
    }

    It 'are sorted by number' {
        $sorted = ($maps | Sort-Object Probability -Descending).Probability
        for ($i = 1; $i -lt $sorted.Count; $i++) { $sorted[$i] | Should -BeLessOrEqual $sorted[$i - 1] }
    }

    It 'are measured' {
        ($boxes | Measure-Object Area -Sum).Sum | Should -Be 800
        ($maps | Measure-Object Probability -Maximum).Maximum | Should -BeIn $maps.Probability
    }

    It 'keep their type through Select-Object -First and lose it through -Property' {
        $maps | Select-Object -First 1 | Should -BeOfType SaliencyPS.ClassSaliency
        ($maps | Select-Object -First 1 Label, Score).PSObject.Properties.Name | Should -Be 'Label', 'Score'
    }
}

Describe 'Sources of images' {
    BeforeAll {
        $tree = (New-Item -ItemType Directory (Join-Path $TestDrive 'tree [1] é')).FullName
        $inner = (New-Item -ItemType Directory (Join-Path $tree 'inner x')).FullName
        $null = New-Item -ItemType Directory (Join-Path $tree 'empty')
        'b.png', 'a[1].PNG' | ForEach-Object { $null = New-Image (Join-Path $tree $_) }
        if (-not $IsWindows) { Copy-Item $red (Join-Path $tree '.hidden.png') }
        $null = New-Image (Join-Path $inner 'ñ 画.png') (20, 20, 220)
        $null = New-Item (Join-Path $tree 'notes.txt') -Value 'no image'
        $top = @{ Network = Get-SaliencyNetwork -LiteralPath $colors; Top = 1 }
        function Get-Name { process { Split-Path -Leaf $_.Path } }
    }

    It 'are folders with -Recurse' {
        Get-ClassSaliency -LiteralPath $tree -Recurse @top | Get-Name | Should -Be 'a[1].PNG', 'b.png', 'ñ 画.png'
        Get-ClassSaliency ([WildcardPattern]::Escape($tree)) -Recurse @top | Should -HaveCount 3
        Get-Item -LiteralPath $tree | Get-ClassSaliency -Recurse @top | Get-Name | Should -Be 'a[1].PNG', 'b.png', 'ñ 画.png'
        Get-ClassSaliency "$TestDrive/tree*" -Recurse @top | Should -HaveCount 3
        Get-ClassSaliency $red -Recurse @top | Should -HaveCount 1
    }

    It 'are silent where a folder holds none, and an error where there is no folder' {
        Get-ClassSaliency -LiteralPath (Join-Path $tree 'empty') -Recurse @top -ErrorVariable failed | Should -BeNullOrEmpty
        $failed | Should -BeNullOrEmpty
        { Get-ClassSaliency "$TestDrive/nothing" -Recurse @top -ErrorAction Stop } | Should -Throw -ErrorId 'PictureNotFound,*'
    }

    It 'do not go round in circles' {
        try { $null = New-Item -ItemType SymbolicLink (Join-Path $inner 'up') -Value $tree -ErrorAction Stop }
        catch { Set-ItResult -Skipped -Because 'links may not be made here' }
        Get-ClassSaliency -LiteralPath $tree -Recurse @top | Should -HaveCount 3
    }

    It 'are Get-Item, Get-ChildItem, Import-Csv and Select-String' {
        Get-Item $red | Get-ClassSaliency @top | Get-Name | Should -Be 'red.png'
        Get-ChildItem -LiteralPath $tree -Recurse -Filter *.png | Get-ClassSaliency @top | Should -HaveCount (Get-ChildItem -LiteralPath $tree -Recurse -Filter *.png).Count
        Set-Content "$TestDrive/list.csv" 'Path,Note', "$red,1", "$blue,2"
        (Import-Csv "$TestDrive/list.csv" | Get-ClassSaliency @top).Label | Should -Be 'red', 'blue'
        (Select-String -Path $red, $blue -Pattern IHDR -List | Get-ClassSaliency @top).Label | Should -Be 'red', 'blue'
    }

    It 'are results themselves: Path and Label bind by name' {
        ($maps | Select-Object -First 1 | Get-ClassSaliency @top).Label | Should -Be 'red'
        ($maps | Select-Object -First 1 | New-ClassModelImage -Network $colors -Iteration 0).Label | Should -Be 'red'
    }

    It 'may match nothing, but must be there when they are named' {
        Get-ClassSaliency "$TestDrive/no*.png" @top -ErrorVariable failed | Should -BeNullOrEmpty
        $failed | Should -BeNullOrEmpty
        { Get-ClassSaliency -LiteralPath "$TestDrive/no*.png" @top -ErrorAction Stop } | Should -Throw -ErrorId 'PictureNotFound,*'
    }
}
