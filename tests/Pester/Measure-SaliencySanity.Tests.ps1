BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
    $text = New-Item (Join-Path $TestDrive 'text.jpg') -Value 'no image'
}

Describe 'Measure-SaliencySanity' {
    It 'compares the maps with those of the network after each layer, the last first' {
        $measured = $red, $blue | Measure-SaliencySanity -Network $colors -Top 1
        $measured | Should -BeOfType SaliencyPS.SanityMeasurement
        $measured.Layers | Should -Be (0..($measured.Count - 1))
        $measured.Maps | Select-Object -Unique | Should -Be 2
        [Math]::Round($measured[0].RankCorrelation, 9), [Math]::Round($measured[0].StructuralSimilarity, 9) | Should -Be 1, 1
        $measured[0].Layer | Should -BeNullOrEmpty
        $measured[-1].RankCorrelation | Should -BeLessThan 0.99
        $measured[-1].Layer | Should -BeIn (Get-SaliencyNetwork -LiteralPath $colors).Layers.Name
        $measured[-1].Network, $measured[-1].Method, $measured[-1].Settings, $measured[-1].View | Should -Be 'colors', 'Gradient', 'Gradient, ChannelReduction=Maximum', 'Whole'
        $measured[-1].NetworkDigest | Should -Be (Get-SaliencyNetwork -LiteralPath $colors).Digest
    }

    It 'tells in a line what it is' {
        $line = "$((Measure-SaliencySanity $red -Network $colors -Top 1 -Step 100)[1])"
        $line | Should -Match '^colors, Gradient: \d+ layers? replaced, rank correlation -?\d[.,]\d\d, SSIM -?\d[.,]\d\d$'
    }

    It 'compares after every so many layers and after all' {
        $all = (Measure-SaliencySanity $red -Network scenes -Top 1 -Step 4).Layers
        $all | Should -Be 0, 4, 8, 9
    }

    It 'takes the classes, the method and the view that are asked for' {
        $measured = Measure-SaliencySanity $red -Network $colors -Class red, blue -Method SmoothGrad -SampleCount 3 -Seed 5 -View Center -Step 100
        $measured[0].Maps, $measured[0].Method, $measured[0].View | Should -Be 2, 'SmoothGrad', 'Center'
        $measured[0].Settings | Should -BeLike '*SampleCount=3*Seed=5*'
    }

    It 'measures each of several networks' {
        $measured = Measure-SaliencySanity $red -Network scenes, $colors -Top 1 -Step 100
        $measured.Network | Should -Be 'scenes', 'scenes', 'colors', 'colors'
        $alone = Measure-SaliencySanity $red -Network $colors -Top 1 -Step 100
        $measured[3].RankCorrelation | Should -Be $alone[1].RankCorrelation
    }

    It 'leaves out an image that cannot be read, and says so' {
        $measured = $red.FullName, $text.FullName, "$TestDrive/none.png" | Measure-SaliencySanity -Network $colors -Top 1 -Step 100 -ErrorVariable failed -ErrorAction SilentlyContinue
        $measured.Maps | Should -Be 1, 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'Picture*,*MeasureSaliencySanityCommand'
        $failed.TargetObject | Should -Be $text.FullName, "$TestDrive/none.png"
    }

    It 'measures nothing where no image came' {
        @() | Measure-SaliencySanity -Network $colors | Should -BeNullOrEmpty
        Measure-SaliencySanity $text -Network $colors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'ends the pipeline with a class, a layer or a step that there is not' {
        { Measure-SaliencySanity $red -Network $colors -Class purple } | Should -Throw -ErrorId 'ClassNotFound,*'
        { Measure-SaliencySanity $red -Network $colors -Method GradCAM -Layer nowhere } | Should -Throw -ErrorId 'LayerNotFound,*'
        { Measure-SaliencySanity $red -Step 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'warns of an image that is unlike the world of the built-in network' {
        $dark = New-Item (Join-Path $TestDrive 'dark.png') -Value ''
        [IO.File]::WriteAllBytes($dark, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode([SaliencyPS.Imaging.RgbImage]::new(64, 48), 'Png'))
        # Told once a session, so in one of its own.
        $said = Start-ThreadJob { Import-Module $using:repository/module/SaliencyPS.psd1; Measure-SaliencySanity $using:dark -Network scenes -Top 1 -Step 100 3>&1 } | Receive-Job -Wait -AutoRemoveJob
        "$($said[0])" | Should -BeLike "*dark.png' is unlike the rendered scenes*"
        $said | Should -HaveCount 3
    }
}
