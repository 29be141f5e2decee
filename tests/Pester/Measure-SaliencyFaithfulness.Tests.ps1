BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
    $text = New-Item (Join-Path $TestDrive 'text.jpg') -Value 'no image'
    $fast = @{ Network = $colors; CurveStep = 8; Resample = 100 }
}

Describe 'Measure-SaliencyFaithfulness' {
    It 'measures the maps of the best classes' {
        $measured = $red, $blue | Measure-SaliencyFaithfulness @fast -Detail
        $measured | Should -BeOfType SaliencyPS.FaithfulnessMeasurement
        $measured.Images, $measured.Maps, $measured.CurveStep | Should -Be 2, 2, 8
        $measured.Network, $measured.Method, $measured.Settings, $measured.View | Should -Be 'colors', 'Gradient', 'Gradient, ChannelReduction=Maximum', 'Whole'
        $measured.NetworkDigest | Should -Be (Get-SaliencyNetwork -LiteralPath $colors).Digest
        $measured.Details.Label | Should -Be 'red', 'blue'
        $measured.Details.Path | Should -Be $red.FullName, $blue.FullName
        foreach ($name in 'Deletion', 'Insertion', 'Road', 'PixelFlipping', 'Drop', 'Adcc', 'Infidelity', 'MaxSensitivity', 'Sparseness', 'Entropy') {
            $measured.$name | Should -Be (($measured.Details.$name | Measure-Object -Average).Average) -Because $name
            $measured.Intervals[$name].Lower | Should -BeLessOrEqual $measured.$name -Because $name
            $measured.Intervals[$name].Upper | Should -BeGreaterOrEqual $measured.$name -Because $name
        }
        # The square is what the network sees: without it the color is gone, and it alone is enough.
        $measured.Details | ForEach-Object { $_.Insertion - $_.Deletion | Should -BeGreaterThan 0 }
        "$measured" | Should -Match '^colors, Gradient: deletion \d[.,]\d\d, insertion \d[.,]\d\d, ROAD -?\d[.,]\d\d \(2 maps\)$'
    }

    It 'lists no map unless asked, and has no interval without resamples' {
        $measured = Measure-SaliencyFaithfulness $red -Network $colors -CurveStep 4 -Resample 0
        $measured.Details | Should -BeNullOrEmpty
        $measured.Intervals.Count | Should -Be 0
    }

    It 'measures several methods on the same images, one after the other' {
        $measured = $red, $blue | Measure-SaliencyFaithfulness @fast -Method Gradient, Occlusion, Gradient
        $measured.Method | Should -Be 'Gradient', 'Occlusion'
        $alone = $red, $blue | Measure-SaliencyFaithfulness @fast -Method Occlusion
        $measured[1].Infidelity | Should -Be $alone.Infidelity
        $measured[0].Infidelity | Should -Not -Be $alone.Infidelity
    }

    It 'measures all methods that suit the network, and says which do not' {
        $said = Measure-SaliencyFaithfulness $red -Network $colors -CurveStep 2 -Resample 0 -AllMethods -SampleCount 2 -Verbose 4>&1
        $measured = $said | Where-Object { $_ -is [SaliencyPS.FaithfulnessMeasurement] }
        $measured.Method | Should -Contain 'GradCAM'
        $measured.Method | Should -Not -Contain 'LeGrad'
        "$said" | Should -BeLike '*LeGrad is left out: *'
    }

    It 'takes the classes, the baseline, the view and the seed that are asked for' {
        $measured = Measure-SaliencyFaithfulness $red @fast -Class red, blue -RemovalBaseline Infill -View Center -Seed 5 -Detail
        $measured.Maps, $measured.RemovalBaseline, $measured.View | Should -Be 2, 'Infill', 'Center'
        $measured.Details.Label | Should -Be 'red', 'blue'
        $other = Measure-SaliencyFaithfulness $red @fast -Class red, blue -View Center -Seed 5
        $measured.Deletion | Should -Not -Be $other.Deletion
        $measured.Sparseness | Should -Be $other.Sparseness
    }

    It 'measures each of several networks' {
        $measured = Measure-SaliencyFaithfulness $red -Network scenes, $colors -CurveStep 4 -Resample 0
        $measured.Network | Should -Be 'scenes', 'colors'
    }

    It 'leaves out an image that cannot be read, and says so' {
        $measured = $red.FullName, $text.FullName, "$TestDrive/none.png" | Measure-SaliencyFaithfulness @fast -ErrorVariable failed -ErrorAction SilentlyContinue
        $measured.Maps | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'Picture*,*MeasureSaliencyFaithfulnessCommand'
        $failed.TargetObject | Should -Be $text.FullName, "$TestDrive/none.png"
    }

    It 'measures nothing where no image came' {
        @() | Measure-SaliencyFaithfulness -Network $colors | Should -BeNullOrEmpty
        Measure-SaliencyFaithfulness $text -Network $colors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'ends the pipeline with what cannot be measured' {
        { Measure-SaliencyFaithfulness $red -Network $colors -Class purple } | Should -Throw -ErrorId 'ClassNotFound,*'
        { Measure-SaliencyFaithfulness $red -Network $colors -ClassContrast 0.5 } | Should -Throw -ErrorId 'NetworkUnsuitable,*'
        { Measure-SaliencyFaithfulness $red -Network $colors -ScoreView TenCrop } | Should -Throw -ErrorId 'NetworkUnsuitable,*'
        { Measure-SaliencyFaithfulness $red -Network $colors -Method LeGrad } | Should -Throw -ErrorId 'NetworkUnsuitable,*'
        { Measure-SaliencyFaithfulness $red -CurveStep 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'warns of an image that is unlike the world of the built-in network' {
        $dark = New-Item (Join-Path $TestDrive 'dark.png') -Value ''
        [IO.File]::WriteAllBytes($dark, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode([SaliencyPS.Imaging.RgbImage]::new(64, 48), 'Png'))
        # Told once a session, so in one of its own.
        $said = Start-ThreadJob { Import-Module $using:repository/module/SaliencyPS.psd1; Measure-SaliencyFaithfulness $using:dark -Network scenes -CurveStep 2 -Resample 0 3>&1 } | Receive-Job -Wait -AutoRemoveJob
        "$($said[0])" | Should -BeLike "*dark.png' is unlike the rendered scenes*"
    }
}
