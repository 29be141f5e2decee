BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $saliency = Get-ClassSaliency $red -Network $colors -Class red
    $box = $saliency | Find-ObjectBox
    $file = Join-Path $TestDrive 'results.xml'
    function Copy-ByFile($Result) { $Result | Export-Clixml $file; Import-Clixml $file }
}

Describe 'Results that come back from a file' {
    It 'are live class saliency with the same numbers' {
        $copy = Copy-ByFile $saliency
        $copy | Should -BeOfType SaliencyPS.ClassSaliency
        foreach ($name in 'Path', 'Rank', 'ClassIndex', 'Label', 'Score', 'Probability', 'Bias', 'View', 'Network', 'Reduction', 'Width', 'Height') { $copy.$name | Should -Be $saliency.$name -Because $name }
        [Linq.Enumerable]::SequenceEqual($copy.Map.ToImage(), $saliency.Map.ToImage()) | Should -BeTrue
    }

    It 'know their method and what it lacks' {
        $map = Get-ClassSaliency $red -Network $colors -Class red -Method IntegratedGradients -SampleCount 3
        $copy = Copy-ByFile $map
        $copy | Should -BeOfType SaliencyPS.ClassSaliency
        $copy.Method | Should -Be 'IntegratedGradients'
        $copy.CompletenessGap | Should -BeOfType double
        $copy.CompletenessGap | Should -Be $map.CompletenessGap
        (Copy-ByFile $saliency).CompletenessGap | Should -BeNullOrEmpty
    }

    It 'come from another machine as remoting sends them' {
        $sent = [Management.Automation.PSSerializer]
        $map = $sent::Deserialize($sent::Serialize($saliency))
        $found = $sent::Deserialize($sent::Serialize(($map | Find-ObjectBox)))
        $found.X, $found.Y, $found.Width, $found.Height, $found.Area | Should -Be $box.X, $box.Y, $box.Width, $box.Height, $box.Area
        foreach ($pair in ($map, $saliency), ($found, $box)) {
            $files = $pair | ForEach-Object { $_ | Export-SaliencyImage "$TestDrive/$([guid]::NewGuid()).png" -Kind Overlay -PassThru }
            (Get-FileHash $files[0]).Hash | Should -Be (Get-FileHash $files[1]).Hash
        }
    }

    It 'keep every bit' {
        $sent = [Management.Automation.PSSerializer]
        $map = [SaliencyPS.SaliencyMap]::new([float[]] (0, [float]::Epsilon, 0.1, 1e30, 2, 3), 3, 2, 3, 2)
        $copy = $sent::Deserialize($sent::Serialize($map))
        $copy | Should -BeOfType SaliencyPS.SaliencyMap
        $copy.GridWidth, $copy.GridHeight, $copy.Width, $copy.Height | Should -Be 3, 2, 3, 2
        [Linq.Enumerable]::SequenceEqual($copy.ToImage(), $map.ToImage()) | Should -BeTrue
    }

    It 'are refused where something is missing or does not fit' {
        { [SaliencyPS.Localization.ObjectMask] [pscustomobject] @{ Width = 3; Height = 3; Bits = [byte[]] (0, 0) } } | Should -Not -Throw
        { [SaliencyPS.Localization.ObjectMask] [pscustomobject] @{ Width = 3; Height = 3; Bits = [byte[]] 0 } } | Should -Throw
        { [SaliencyPS.Localization.ObjectMask] [pscustomobject] @{ Width = 3; Height = 3 } } | Should -Throw '*ObjectMask has no Bits*'
        $huge = @{ GridWidth = [int]::MaxValue; GridHeight = [int]::MaxValue; Width = 1; Height = 1; Data = [byte[]]::new(4) }
        { [SaliencyPS.SaliencyMap] [pscustomobject] $huge } | Should -Throw
    }

    It 'can be piped on' {
        $copy = Copy-ByFile $saliency | Find-ObjectBox
        $copy.X, $copy.Y, $copy.Width, $copy.Height, $copy.Area | Should -Be $box.X, $box.Y, $box.Width, $box.Height, $box.Area
    }

    It 'are live boxes with the same mask' {
        $copy = Copy-ByFile $box
        $copy | Should -BeOfType SaliencyPS.ObjectBox
        $copy.X, $copy.Y, $copy.Width, $copy.Height, $copy.Label | Should -Be $box.X, $box.Y, $box.Width, $box.Height, $box.Label
        [Linq.Enumerable]::SequenceEqual($copy.Mask.Bits, $box.Mask.Bits) | Should -BeTrue
    }

    It 'can be shown even when they are not alive' {
        $text = [Management.Automation.PSSerializer]::Serialize($box, 2).Replace('N="Bits"', 'N="Lost"')
        $bag = [Management.Automation.PSSerializer]::Deserialize($text)
        $bag | Should -Not -BeOfType SaliencyPS.ObjectBox
        $bag | Out-String | Should -Match '20,12 20×20'
    }

    It 'show model images' {
        $image = New-ClassModelImage red -Network $colors -Iteration 2
        $copy = Copy-ByFile $image
        $copy | Should -BeOfType SaliencyPS.ClassModelImage
        foreach ($name in 'ClassIndex', 'Label', 'Network', 'Objective', 'Score', 'Probability', 'ScoreHistory') { $copy.$name | Should -Be $image.$name -Because $name }
        $copy.Image | Should -BeOfType SaliencyPS.Imaging.RgbImage
        [Linq.Enumerable]::SequenceEqual($copy.Image.Pixels, $image.Image.Pixels) | Should -BeTrue
        $copy | Out-String | Should -Match '32 × 32'
    }
}
