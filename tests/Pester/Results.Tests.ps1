# What results are, beyond what they hold: properties named as in the views, words, and tables.
BeforeAll {
    . $PSScriptRoot/common.ps1
    $network = Get-SaliencyNetwork -LiteralPath $colors
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
    $map = Get-ClassSaliency $red -Network $network -Top 1
    $box = $map | Find-ObjectBox
    function Get-Table($Object) { ($Object | Out-String -Width 200).Trim() -split '\r?\n' | ForEach-Object TrimEnd }
}

Describe 'Properties' {
    It 'is there by the names that tables and parameters use: Box, Class, MaskArea' {
        $box.Box | Should -BeOfType SaliencyPS.Localization.BoundingBox
        "$($box.Box)" | Should -Be '20,12 20×20'
        $box.Class, $map.Class | Should -Be 'red', 'red' -Because 'that is what -Class takes'
        $box.MaskArea, $box.Area | Should -Be 400, 400
        ($box | Select-Object Box, Class, MaskArea | ConvertTo-Csv)[1] | Should -Be '"20,12 20×20","red","400"'
        (Get-ClassSaliency $blue -Network $network -Top 1 -NoMap).Class | Should -Be 'blue'
    }

    It 'is there after Export-Clixml' {
        $box | Export-Clixml "$TestDrive/box.xml"
        $copy = Import-Clixml "$TestDrive/box.xml"
        $copy | Should -BeOfType SaliencyPS.ObjectBox
        $copy.Box, $copy.Class, $copy.MaskArea | Should -Be $box.Box, 'red', 400
    }

    It 'has a peak with X and Y' {
        $peak = $map.Map.Peak
        [int] $peak.X | Should -BeIn (20..40)
        [int] $peak.Y | Should -BeIn (12..32)
        "$peak" | Should -Be ('{0:F0},{1:F0}' -f $peak.X, $peak.Y)
    }
}

Describe 'Words' {
    It 'says what a result is' {
        $probability = '{0:0.0 %}' -f $map.Probability
        "$map" | Should -Be "red.png: 1. red, $probability"
        "$box" | Should -Be "red.png: 1. red, $probability, 20,12 20×20"
        "$(Get-ClassSaliency $red -Network $network -Top 1 -NoMap)" | Should -Be "red.png: 1. red, $probability"
    }
}

Describe 'Tables' {
    It 'has one line for each image where one class of each is asked for: <_>' -ForEach 'maps', 'boxes', 'scores' {
        $results = switch ($_) {
            'maps' { $red, $blue | Get-ClassSaliency -Network $network -Top 1 }
            'boxes' { $red, $blue | Get-ClassSaliency -Network $network -Top 1 | Find-ObjectBox }
            'scores' { $red, $blue | Get-ClassSaliency -Network $network -Class red -NoMap }
        }
        $lines = Get-Table $results
        $lines | Should -HaveCount 4
        $lines[0] | Should -Match '^Image +.*Label$'
        $lines[2], $lines[3] | ForEach-Object { ($_ -split ' +')[0] } | Should -Be 'red.png', 'blue.png'
    }

    It 'groups by image where there are several' {
        Get-Table ($red | Get-ClassSaliency -Network $network -Top 2) | Where-Object { $_ -like '*Path:*red.png' } | Should -HaveCount 1
        $many = New-SquaresImage (Join-Path $TestDrive 'squares.png')
        Get-Table ($many | Get-ClassSaliency -Network $network -Top 1 | Find-ObjectBox -AllInstances) | Where-Object { $_ -like '*Path:*squares.png' } | Should -HaveCount 1
    }
}
