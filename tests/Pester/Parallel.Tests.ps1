BeforeAll {
    . $PSScriptRoot/common.ps1
    $module = Join-Path $repository 'module/SaliencyPS.psd1'
    $images = (New-Image (Join-Path $TestDrive 'red.png')), (New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220))
    $network = Get-SaliencyNetwork -LiteralPath $colors
    $maps = $images | Get-ClassSaliency -Network $network -Top 1

    # What comes from elsewhere has the same numbers, and pipes on.
    function Assert-Same($Copies) {
        $Copies | Should -HaveCount 2
        foreach ($map in $maps) {
            $copy = $Copies.Where{ $_.Path -eq $map.Path }[0]
            $copy | Should -BeOfType SaliencyPS.ClassSaliency
            $copy.Label, $copy.Score, $copy.Bias | Should -Be $map.Label, $map.Score, $map.Bias
            [Linq.Enumerable]::SequenceEqual($copy.Map.ToImage(), $map.Map.ToImage()) | Should -BeTrue
        }
        $boxes = $Copies | Find-ObjectBox
        foreach ($box in $boxes) { $box.X, $box.Y, $box.Width, $box.Height | Should -Be 20, 12, 20, 20 }
        $boxes | Should -HaveCount 2
        $boxes | Export-SaliencyReport "$TestDrive/report.html" -PassThru | Should -Exist
    }
}

Describe 'Class saliency from elsewhere' {
    It 'comes from parallel runspaces that share one network' {
        Assert-Same ($images | ForEach-Object -Parallel { Import-Module $using:module; $_ | Get-ClassSaliency -Network $using:network -Top 1 })
    }

    It 'comes from thread jobs that share one network' {
        $jobs = $images | ForEach-Object {
            Start-ThreadJob { param($Image) Import-Module $using:module; $Image | Get-ClassSaliency -Network $using:network -Top 1 } -ArgumentList $_
        }
        Assert-Same ($jobs | Receive-Job -Wait -AutoRemoveJob)
    }

    It 'comes from a process of its own' {
        Assert-Same (Start-Job { Import-Module $using:module; $using:images.FullName | Get-ClassSaliency -Network $using:colors -Top 1 } | Receive-Job -Wait -AutoRemoveJob)
    }

    It 'goes to parallel runspaces to be cut there' {
        $boxes = $maps | ForEach-Object -Parallel { Import-Module $using:module; $_ | Find-ObjectBox }
        $boxes.Label | Sort-Object | Should -Be 'blue', 'red'
        $boxes.ForEach('X') | Should -Be 20, 20
    }

    It 'leaves no runspace behind' {
        $before = (Get-Runspace).Count
        1..4 | ForEach-Object -Parallel { Import-Module $using:module; ($using:images)[$_ % 2] | Get-ClassSaliency -Network $using:network -Top 1 } | Should -HaveCount 4
        (Get-Runspace).Count | Should -Be $before
    }
}
