BeforeAll {
    . $PSScriptRoot/common.ps1
    $operators = Join-Path $repository 'module/SaliencyPS.Pester.psm1'
    Import-Module $operators
    $red = New-Image (Join-Path $TestDrive 'red [1].png')
    $maps = Get-ClassSaliency -LiteralPath $red -Network $colors -Top 2
    $map = $maps[0]
    $box = $map | Find-ObjectBox
    $square = @{ X = 20; Y = 12; Width = 20; Height = 20 }
    $half = @{ X = 20; Y = 12; Width = 40; Height = 20 }

    # What an assertion says when it fails.
    function Get-Message([scriptblock] $Assertion) { try { & $Assertion } catch { $_.Exception.Message } }

    # A result as it comes from a file where the module was not there to read it.
    function ConvertTo-Bag($Result) {
        $text = [Management.Automation.PSSerializer]::Serialize($Result, 3)
        $bag = [Management.Automation.PSSerializer]::Deserialize($text.Replace('>SaliencyPS.', '>Absent.'))
        foreach ($part in @($bag; $bag.Map)) { if ($part) { $name = $part.PSObject.TypeNames[0]; $part.PSObject.TypeNames[0] = $name.Replace('Absent.', 'SaliencyPS.') } }
        $bag
    }
}

Describe 'The operators of the README' {
    It 'hold for the lamp of the examples' {
        $lines = (Get-Content (Join-Path $repository 'README.md')).Where{ $_ -match '^Get-ClassSaliency lamp\.jpg .*\| Should ' }
        $lines | Should -HaveCount 3
        foreach ($line in $lines) { & ([scriptblock]::Create($line.Replace('lamp.jpg', "'$repository/examples/images/lamp-038.jpg'").Replace('new.onnx', 'scenes'))) }
    }
}

Describe 'Should -HaveObjectBox' {
    It 'finds the class among all that are piped' {
        $box | Should -HaveObjectBox
        $box | Should -HaveObjectBox -Label RED -MinimumProbability 0.2
        $box | Should -HaveObjectBox 'r*' 0.2
        $maps | Should -HaveObjectBox -Label red
        $box, $box | Should -HaveObjectBox -Label red
        $box | Should -Not -HaveObjectBox -Label blue
        $box | Should -Not -HaveObjectBox -MinimumProbability 1.1
    }

    It 'says what there is' {
        Get-Message { $box | Should -HaveObjectBox -Label teapot -MinimumProbability 0.5 -Because 'it is one' } |
            Should -BeLike "Expected a box of 'teapot' with a probability of at least 0.5, because it is one, but found 'red' (*) at 20,12 20x20 in '*red ``[1``].png'."
        Get-Message { $box, $box | Should -HaveObjectBox -Label teapot } | Should -BeLike "*but found 2: 'red' (*; 'red' (*"
        $empty = [SaliencyPS.ClassSaliency] @{ Path = $map.Path; Map = [SaliencyPS.SaliencyMap]::new([float[]]::new(4), 2, 2, 64, 48) }
        Get-Message { $empty | Should -HaveObjectBox } | Should -Be 'Expected a box but there is none.'
        $empty | Should -Not -HaveObjectBox
        Get-Message { $box | Should -Not -HaveObjectBox -Label red } | Should -BeLike "Expected no box of 'red' but found 'red'*"
        Get-Message { 'x' | Should -HaveObjectBox } | Should -Be 'Should -HaveObjectBox tests what Find-ObjectBox or Get-ClassSaliency emits, not System.String.'
    }
}

Describe 'Should -OverlapBox' {
    It 'compares each box with the true one' {
        $box | Should -OverlapBox $square
        $box | Should -OverlapBox $square -MinimumIoU 1
        $box | Should -OverlapBox 20, 12, 20, 20 -MinimumIoU 1
        $box | Should -OverlapBox $box
        $box | Should -OverlapBox $half -MinimumIoU 0.5
        $map | Should -OverlapBox $square
        $box | Should -Not -OverlapBox $half -MinimumIoU 0.51
        $maps[1] | Should -Not -OverlapBox $square -MinimumIoU 0.99
    }

    It 'says what the box is' {
        Get-Message { $box | Should -OverlapBox $half -MinimumIoU 0.75 -Because 'because I say so' } |
            Should -BeLike "Expected the box of 'red' in '*red ``[1``].png' to overlap 20,12 40x20 with an IoU of at least 0.75, because I say so, but it is 20,12 20x20, IoU 0.5."
        Get-Message { $box | Should -Not -OverlapBox $square } | Should -BeLike '*not to overlap 20,12 20x20*IoU 1.'
        Get-Message { $box, $box | Should -OverlapBox 0, 0, 5, 5 } | Should -BeLike '*IoU 0.'
        Get-Message { $box | Should -OverlapBox @{ X = 1 } } | Should -BeLike 'Should -OverlapBox needs a box*'
    }
}

Describe 'Should -PointAt' {
    It 'compares the peak of each map with a point or a box' {
        $map | Should -PointAt 30, 22
        $map | Should -PointAt 30, 22 -Tolerance 14.2
        $map | Should -PointAt $square -Tolerance 2
        $map | Should -Not -PointAt 0, 47
        $map | Should -Not -PointAt @{ X = 50; Y = 40; Width = 10; Height = 5 } -Tolerance 1
    }

    It 'says where the peak is' {
        Get-Message { $map | Should -PointAt 0, 47 -Tolerance 3 } | Should -Match "^Expected the map of 'red' in '.*' to peak within 3 pixels of 0,47 but it peaks at \d+,\d+, \d+ pixels away\.$"
        Get-Message { $map | Should -Not -PointAt 30, 22 } | Should -BeLike '*not to peak within 15 pixels of 30,22*'
        Get-Message { $box | Should -PointAt 30, 22 } | Should -Be 'Should -PointAt tests what Get-ClassSaliency emits, not SaliencyPS.ObjectBox.'
        Get-Message { $map | Should -PointAt 1, 2, 3 } | Should -BeLike 'Should -PointAt needs a box*'
    }
}

Describe 'The operators' {
    It 'fail where nothing is piped in, either way' {
        foreach ($nothing in { Get-Item $TestDrive/none* }, { @() }, { $null }) {
            foreach ($assertion in { & $nothing | Should -Not -HaveObjectBox }, { & $nothing | Should -Not -OverlapBox $square }, { & $nothing | Should -Not -PointAt 1, 2 },
                { & $nothing | Should -HaveObjectBox }, { & $nothing | Should -OverlapBox $square }, { & $nothing | Should -PointAt 1, 2 }) {
                Get-Message $assertion | Should -BeLike '*there is nothing to test*' -Because "$assertion"
            }
        }
    }

    It 'fail on what is not a number, either way' {
        $unsure = [SaliencyPS.ObjectBox] @{ Path = $box.Path; Label = 'red'; Probability = [double]::NaN; X = 20; Y = 12; Width = 20; Height = 20 }
        $unknown = [SaliencyPS.ClassSaliency] @{ Path = $map.Path; Map = [SaliencyPS.SaliencyMap]::new([float[]] (1, [float]::NaN, 2, 3), 2, 2, 64, 48) }
        $nan = [double]::NaN
        foreach ($assertion in { $unsure | Should -HaveObjectBox -MinimumProbability 0.5 }, { $unsure | Should -Not -HaveObjectBox -MinimumProbability 0.5 },
            { $box | Should -Not -HaveObjectBox -MinimumProbability $nan }, { $box | Should -OverlapBox $square -MinimumIoU $nan }, { $box | Should -Not -OverlapBox $square -MinimumIoU $nan },
            { $box | Should -Not -OverlapBox 20, 12, $nan, 20 }, { $map | Should -Not -PointAt 30, $nan }, { $map | Should -Not -PointAt 30, 22 -Tolerance $nan },
            { $unknown | Should -PointAt 30, 22 -Tolerance 99 }, { $unknown | Should -Not -PointAt 30, 22 }) {
            $assertion | Should -Throw -Because "$assertion"
        }
        $unsure | Should -HaveObjectBox -Label red
    }

    It 'find the boxes that Find-ObjectBox finds in maps that were read before the module was there' -Tag Slow {
        $made = foreach ($method in 'Gradient', 'GradCAM', 'ExcitationBackprop', 'Occlusion') { Get-ClassSaliency -LiteralPath $red -Network $colors -Top 2 -Method $method }
        $made | Export-Clixml "$TestDrive/made.xml"
        $expected = $made | Find-ObjectBox -ErrorAction Ignore | ForEach-Object { "$($_.X),$($_.Y) $($_.Width)x$($_.Height)" }
        $text = & $pwsh -NoProfile -NonInteractive -Command "
            `$bags = Import-Clixml '$TestDrive/made.xml'
            Import-Module '$repository/module/SaliencyPS.psd1', '$operators'
            `$bags | ForEach-Object { `$bag = `$_; try { `$bag | Should -Not -OverlapBox 0, 0, 0, 0 -MinimumIoU 0 } catch { `$_.Exception.Message -replace '.*but it is (.*), IoU.*', '`$1' } }"
        $text | Should -Be $expected
    }

    It 'take what comes back from a file' {
        $map, $box | Export-Clixml "$TestDrive/results.xml"
        $copies = Import-Clixml "$TestDrive/results.xml"
        $copies | Should -HaveObjectBox -Label red
        $copies[0] | Should -PointAt $square -Tolerance 2
        $copies[1] | Should -OverlapBox $square -MinimumIoU 1
    }

    It 'take bags of properties' {
        $bags = (ConvertTo-Bag $map), (ConvertTo-Bag $box)
        $bags[0] | Should -Not -BeOfType SaliencyPS.ClassSaliency
        $bags[0] | Should -PointAt $square -Tolerance 2
        $bags | Should -HaveObjectBox -Label red
        $bags | Select-Object -First 2 | ForEach-Object { $_ | Should -OverlapBox $square -MinimumIoU 1 }
    }

    It 'say the same in every culture' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Get-Message { $box | Should -OverlapBox $half -MinimumIoU 0.75 } | Should -BeLike '*at least 0.75 but it is 20,12 20x20, IoU 0.5.'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'stay when their module is imported again or removed' {
        { Import-Module $operators -Force -ErrorAction Stop } | Should -Not -Throw
        $box | Should -OverlapBox $square
        Remove-Module SaliencyPS.Pester
        $box | Should -HaveObjectBox -Label red
        Import-Module $operators
        $box | Should -OverlapBox $square
        (Get-Module SaliencyPS.Pester).ExportedCommands.Count | Should -Be 0
    }

    It 'bring the module along, and do nothing but warn without Pester' -Tag Slow {
        $shell = $pwsh
        $text = & $shell -NoProfile -NonInteractive -Command "`$env:PSModulePath = '$PSHOME/Modules'; Import-Module '$operators' 3>&1 | ForEach-Object Message; @(Get-Module SaliencyPS).Count" 2>&1
        $text[0] | Should -BeLike '*does nothing without Pester 5 or 6*'
        $text[1] | Should -Be '0'
        $text = & $shell -NoProfile -NonInteractive -Command "Import-Module '$operators'; (Get-Module SaliencyPS).Name; (Get-ShouldOperator).Name -match 'Box|PointAt'" 2>&1
        $text | Should -Be 'SaliencyPS', 'HaveObjectBox', 'OverlapBox', 'PointAt'
    }
}
