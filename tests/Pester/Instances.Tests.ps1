BeforeAll {
    . $PSScriptRoot/common.ps1
    $squares = New-SquaresImage (Join-Path $TestDrive 'squares.png')
    $map = Get-ClassSaliency $squares -Network $colors -Class red
    $all = $map | Find-ObjectBox -AllInstances -MinimumArea 0
}

Describe 'Find-ObjectBox -AllInstances' {
    It 'emits every object, the largest first' {
        $all.Instance | Should -Be 1, 2, 3
        $all.InstanceCount | Should -Be 3, 3, 3
        $all | ForEach-Object { "$($_.X),$($_.Y) $($_.Width)x$($_.Height)" } | Should -Be '60,10 28x28', '20,12 20x20', '2,30 8x8'
        $all.Area | Should -Be 784, 400, 64
        ($all.SaliencyShare | Measure-Object -Sum).Sum | Should -BeGreaterThan 0.5
        ($all.SaliencyShare | Measure-Object -Sum).Sum | Should -BeLessOrEqual 1
    }

    It 'begins with what is found without it' {
        $alone = $map | Find-ObjectBox
        $alone.Instance, $alone.InstanceCount | Should -Be 1, 1
        $alone.X, $alone.Area, $alone.SaliencyShare | Should -Be $all[0].X, $all[0].Area, $all[0].SaliencyShare
        ($map | Find-ObjectBox -AllInstances -MinimumArea 1).Count | Should -Be 1
    }

    It 'keeps the objects of a map together, whatever the number of threads' {
        $alone = Get-ClassSaliency (New-Image (Join-Path $TestDrive 'alone.png')) -Network $colors -Class red
        foreach ($threads in 1, 3) {
            $boxes = $map, $alone, $map | Find-ObjectBox -AllInstances -MinimumArea 0 -ThrottleLimit $threads
            $boxes.Instance | Should -Be 1, 2, 3, 1, 1, 2, 3
            $boxes.InstanceCount | Should -Be 3, 3, 3, 1, 3, 3, 3
            $boxes.ForEach('X') | Should -Be 60, 20, 2, 20, 60, 20, 2
        }
    }

    It 'leaves out what is small beside the largest' {
        ($map | Find-ObjectBox -AllInstances).Instance | Should -Be 1, 2 -Because '64 of 784 pixels are less than a tenth'
        { $map | Find-ObjectBox -AllInstances -MinimumArea 1.1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'shows which object each is' {
        $all[1] | Format-List | Out-String | Should -Match 'Instance *: 2 of 3[\s\S]*SaliencyShare *: \S+'
        ($all | Out-String) -split '\r?\n' | Where-Object { $_ -match '20,12 20×20' } | Should -HaveCount 1
    }

    It 'comes back from a file' {
        $all | Export-Clixml "$TestDrive/all.xml"
        $back = Import-Clixml "$TestDrive/all.xml"
        $back | Should -BeOfType SaliencyPS.ObjectBox
        foreach ($name in 'Instance', 'InstanceCount', 'SaliencyShare') { $back.$name | Should -Be $all.$name -Because $name }
        [Linq.Enumerable]::SequenceEqual($back[1].Mask.Bits, $all[1].Mask.Bits) | Should -BeTrue
        $files = $all, $back | ForEach-Object { $_ | Export-SaliencyImage "$TestDrive/$([guid]::NewGuid()).png" -Kind Overlay -PassThru }
        $files | Should -HaveCount 2 -Because 'the objects of a map share an image'
        (Get-FileHash $files[0]).Hash | Should -Be (Get-FileHash $files[1]).Hash
    }

    It 'goes into tables of other programs' {
        $rows = $all | Select-Object * -ExcludeProperty Mask | ConvertTo-Csv | ConvertFrom-Csv
        $rows.Instance | Should -Be '1', '2', '3'
        ($all | Select-Object * -ExcludeProperty Mask | ConvertTo-Json | ConvertFrom-Json).InstanceCount | Should -Be 3, 3, 3
    }
}

Describe 'Pictures of several objects' {
    It 'are one for all, and one for each that is cut out' {
        $all | Export-SaliencyImage -Destination "$TestDrive/all" -Force
        $all | Export-SaliencyImage -Destination "$TestDrive/crops" -Kind Crop -Force
        (Get-ChildItem "$TestDrive/all").Name | Should -Be 'squares.1.red.gradient.box.png'
        (Get-ChildItem "$TestDrive/crops").Name | Sort-Object | Should -Be 'squares.1.red.gradient.2.crop.png', 'squares.1.red.gradient.3.crop.png', 'squares.1.red.gradient.crop.png'
        $sizes = Get-ChildItem "$TestDrive/crops" | Sort-Object Name | ForEach-Object { [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($_.FullName).Width }
        $sizes | Should -Be 20, 8, 28
        $all | Export-SaliencyImage "$TestDrive/mask.png" -Kind Mask
        $mask = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read("$TestDrive/mask.png")
        foreach ($place in (5, 33), (30, 20), (70, 20)) { $mask.Pixels[3 * ($place[1] * 96 + $place[0])] | Should -Be 255 }
        $mask.Pixels[3 * (20 * 96 + 50)] | Should -Be 0
    }

    It 'are images of their own for the next map, even where the last object is missing' {
        $next = New-SquaresImage (Join-Path $TestDrive 'next.png') | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox -AllInstances -MinimumArea 0
        $alone = New-Image (Join-Path $TestDrive 'single.png') | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox
        $all[0..1] + $next + $alone | Export-SaliencyImage -Destination "$TestDrive/each" -Force
        (Get-ChildItem "$TestDrive/each").Name | Sort-Object | Should -Be 'next.1.red.gradient.box.png', 'single.1.red.gradient.box.png', 'squares.1.red.gradient.box.png'
    }

    It 'are one in the terminal' {
        $shown = @($all | Show-SaliencyImage -As Text -Width 40)
        $shown | Should -HaveCount 1
        $shown[0] | Should -BeLike '*60,10 28×28; 20,12 20×20; 2,30 8×8*'
    }

    It 'are one row of a report' {
        @($map) + $all | Export-SaliencyReport "$TestDrive/report.html"
        $text = Get-Content -Raw "$TestDrive/report.html"
        [regex]::Matches($text, '<tr>').Count | Should -Be 2 -Because 'one is the heading'
        $text | Should -Match '60,10 28×28.*20,12 20×20.*2,30 8×8'
        # With the map, without, without the last, and a box of another map after that.
        @($map) + $all + $all + $all[0..1] + (New-Image (Join-Path $TestDrive 'other.png') | Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox) |
            Export-SaliencyReport "$TestDrive/report.html"
        $text = Get-Content -Raw "$TestDrive/report.html"
        [regex]::Matches($text, '<tr>').Count, [regex]::Matches($text, '60,10 28×28').Count, [regex]::Matches($text, '2,30 8×8').Count | Should -Be 5, 3, 2
    }
}

Describe 'Measuring several objects' {
    It 'takes the first alone' {
        $truth = Join-Path $TestDrive 'truth.csv'
        Set-Content $truth 'path,label,x,y,width,height', 'squares.png,red,20,12,20,20'
        $one = $map | Find-ObjectBox | Measure-ObjectLocalization $truth
        foreach ($boxes in $all, $all[2, 1, 0]) {
            $measured = $boxes | Measure-ObjectLocalization $truth
            $measured.Top1LocalizationError, $measured.MeanIntersectionOverUnion | Should -Be $one.Top1LocalizationError, $one.MeanIntersectionOverUnion
            $measured.Images, $measured.TrueClasses, $measured.SurplusBoxes | Should -Be 1, 1, 2
        }
        $one.SurplusBoxes | Should -Be 0
    }

    It 'can be asserted box by box' {
        Import-Module (Join-Path $repository 'module/SaliencyPS.Pester.psm1')
        $all | Should -HaveObjectBox -Label red
        $all[1] | Should -OverlapBox 20, 12, 20, 20 -MinimumIoU 0.9
        { $all | Should -OverlapBox 20, 12, 20, 20 } | Should -Throw '*60,10*' -Because 'each box is meant'
        $all.Where{ $_.Instance -gt 1 } | Should -Not -OverlapBox 60, 10, 28, 28
    }
}
