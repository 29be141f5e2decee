BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $saliency = Get-ClassSaliency $red -Network $colors -Class red, yellow, 'plain grey'
}

Describe 'Find-ObjectBox' {
    It 'finds the square' {
        $box = $saliency[0] | Find-ObjectBox
        $box | Should -BeOfType SaliencyPS.ObjectBox
        $box.X, $box.Y, $box.Width, $box.Height | Should -Be 20, 12, 20, 20
        $box.Area | Should -Be 400
        $box.Path, $box.Label, $box.ClassIndex, $box.Rank | Should -Be $red.FullName, 'red', 0, 1
        $box.Network, $box.View | Should -Be 'colors', 'Whole'
    }

    It 'takes objects by name too' {
        Find-ObjectBox -InputObject $saliency[0], $saliency[1] | Should -HaveCount 2
    }

    It 'goes on after a map in which there is nothing' {
        $box = $saliency[2], $saliency[0] | Find-ObjectBox -ErrorVariable failed -ErrorAction SilentlyContinue
        $box.Label | Should -Be 'red'
        $failed.FullyQualifiedErrorId | Should -BeLike 'LocalizationFailed,*'
        $failed.TargetObject | Should -Be $saliency[2]
    }

    It 'ends when the options do not go together' {
        { $saliency[0] | Find-ObjectBox -ForegroundQuantile 0.2 -BackgroundQuantile 0.3 } | Should -Throw -ErrorId 'LocalizationOptionInvalid,*'
        { $saliency[0] | Find-ObjectBox -Component 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'finds the same in each map, whatever comes before and how many are cut at once' {
        # What each map leads to: its box, or the error that there is none.
        function Get-Found($Maps, [int] $Threads) {
            $Maps | Find-ObjectBox -ThrottleLimit $Threads -ErrorAction Continue 2>&1 | ForEach-Object {
                $_ -is [Management.Automation.ErrorRecord] ? "$($_.TargetObject.Label): none" : "$($_.Label): $($_.X),$($_.Y) $($_.Width)x$($_.Height)"
            }
        }
        $maps = Get-ClassSaliency $red -Network $colors -Class red, yellow, green, blue
        $alone = $maps | ForEach-Object { Get-Found $_ 1 }
        $order = 0, 1, 2, 3, 0, 2, 3, 1, 0, 0, 1, 2, 3 # all in turn; some, as a filter leaves them; back; all again
        foreach ($threads in 1, 3) { Get-Found $maps[$order] $threads | Should -Be $alone[$order] -Because "$threads threads" }
    }

    It 'uses its options' {
        ($saliency[0] | Find-ObjectBox -MaximumCutPixels 100).X | Should -Not -Be 20 -Because 'the cut is coarser than the square'
        ($saliency[0] | Find-ObjectBox -SeedConstraint Both -ContrastWeight 0 -Component 1 -Iteration 0 -CovarianceFloor 1).Label | Should -Be 'red'
        $box = $saliency[0] | Find-ObjectBox -Upsampling Bicubic -ColorSpace Lab -Connectivity Four -Refinement 2 -FillHoles
        $box.X, $box.Y, $box.Width, $box.Height | Should -Be 20, 12, 20, 20
        ($saliency[0] | Find-ObjectBox -Smoothing 0.5 -SaliencyWeight 100 -MaximumEvidence 0.001).Width | Should -BeGreaterThan 20 -Because 'the map is smeared'
        { $saliency[0] | Find-ObjectBox -Smoothing 0.6 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { $saliency[0] | Find-ObjectBox -Refinement 21 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
