BeforeAll {
    . $PSScriptRoot/common.ps1
    $network = Get-SaliencyNetwork -LiteralPath $colors
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
}

Describe 'Get-NeuronSaliency' {
    It 'emits the strongest neurons of each image, strongest first' {
        $result = $red, $blue | Get-NeuronSaliency -Network $network -Layer blurred -Strongest 3
        $result | Should -HaveCount 6
        $result[0] | Should -BeOfType SaliencyPS.NeuronSaliency
        $result.Path | Select-Object -Unique | Should -Be $red.FullName, $blue.FullName
        $result[0].Activation | Should -BeGreaterOrEqual $result[1].Activation
        $result[0].Channel | Should -Not -Be $result[3].Channel
        $result[0].Width, $result[0].Height | Should -Be 64, 48
        $field = $result[0].ReceptiveField # the strongest neuron sees some of the square
        $field.X -lt 40 -and $field.X + $field.Width -gt 20 -and $field.Y -lt 32 -and $field.Y + $field.Height -gt 12 | Should -BeTrue
        Get-NeuronSaliency $red blurred -Network $network | Should -HaveCount 5
    }

    It 'takes layers by name or number, channels and positions' {
        $result = Get-NeuronSaliency $red 3 -Network $network -Channel 2, 0 -Position 3, 5
        $result.Layer | Should -Be 'blurred', 'blurred'
        $result.Channel | Should -Be 2, 0
        $result[0].Row, $result[0].Column | Should -Be 3, 5
        $whole = Get-NeuronSaliency -LiteralPath $red BLURRED -Network $network -Channel 2
        $whole.Row | Should -BeNullOrEmpty
        $whole.ReceptiveField.Width, $whole.ReceptiveField.Height | Should -Be 64, 48
        (Get-NeuronSaliency $red blurred -Network $network -Position 3, 5).ForEach{ "$($_.Row),$($_.Column)" } | Select-Object -Unique | Should -Be '3,5'
    }

    It 'gives the map of a class where the neuron is a score, by <_>' -ForEach 'Backpropagation', 'Deconvnet', 'Guided' {
        $method = @{ Backpropagation = 'Gradient'; Deconvnet = 'Deconvnet'; Guided = 'GuidedBackprop' }[$_]
        $class = Get-ClassSaliency $red -Network $network -Top 1 -Method $method
        $neuron = Get-NeuronSaliency $red logits -Network $network -Strongest 1 -Rule $_
        $neuron.Channel, $neuron.Activation, $neuron.Rule | Should -Be $class.ClassIndex, $class.Score, $_
        [Linq.Enumerable]::SequenceEqual($neuron.Map.ToImage(), $class.Map.ToImage()) | Should -BeTrue
    }

    It 'shows <_> views and no others' -ForEach 'Whole', 'Center' {
        (Get-NeuronSaliency $red logits -Network $network -Strongest 1 -View $_).View | Should -Be $_
        { Get-NeuronSaliency $red logits -Network $network -View TenCrop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'gives the same map whatever the number of threads' {
        $one, $four = 1, 4 | ForEach-Object { Get-NeuronSaliency $red blurred -Network $network -Strongest 1 -ThrottleLimit $_ }
        $one.Map.ToImage() | Should -Be $four.Map.ToImage()
    }

    It 'goes on after an image it cannot read' {
        $result = "$TestDrive/none.png", $red.FullName | Get-NeuronSaliency -Layer logits -Network $network -Channel 0 -ErrorVariable failed -ErrorAction SilentlyContinue
        $result | Should -HaveCount 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureNotFound,*'
    }

    It 'ends when there is no <name>' -ForEach @(
        @{ name = 'such layer'; arguments = @{ Layer = 'nowhere' }; id = 'LayerNotFound'; target = 'nowhere'; says = '*logits*' }
        @{ name = 'such number of a layer'; arguments = @{ Layer = '6' }; id = 'LayerNotFound'; target = '6'; says = '*.Layers*' }
        @{ name = 'such channel'; arguments = @{ Layer = 'blurred'; Channel = 4 }; id = 'NeuronNotFound'; target = 'blurred'; says = '*0 to 3*' }
        @{ name = 'such row'; arguments = @{ Layer = 'blurred'; Position = 32, 0 }; id = 'NeuronNotFound'; target = 'blurred'; says = '*0 to 31*' }
        @{ name = 'room for an image'; arguments = @{ Layer = 'blurred'; MemoryLimit = 1KB }; id = 'MemoryLimitTooLow'; target = 1KB; says = '*' }
    ) {
        $failure = { Get-NeuronSaliency $red -Network $network @arguments } | Should -Throw $says -ErrorId "$id,*" -PassThru
        $failure.TargetObject | Should -Be $target
    }

    It 'refuses <_>' -ForEach '-Channel -1', '-Position 3', '-Position 1,2,3', '-Position -1,0', '-Strongest 0' {
        { & ([scriptblock]::Create("Get-NeuronSaliency '$red' blurred -Network `$network $_")) } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'completes layers, rules and views' {
        Complete 'Get-NeuronSaliency x -Network $network -Layer bl' | Should -Be 'blurred'
        Complete "Get-NeuronSaliency x -Network '$colors' -Layer " | Should -Be 'answers', 'cut', 'blurred', 'means', 'logits'
        Complete 'Get-ClassSaliency x -Network $network -Layer an' | Should -Be 'answers'
        Complete 'Get-NeuronSaliency x -Rule G' | Should -Be 'Guided'
        Complete 'Get-NeuronSaliency x -View ' | Should -Be 'Center', 'Whole'
    }

    It 'is drawn to files and to the terminal' {
        $neuron = Get-NeuronSaliency $red blurred -Network $network -Channel 2 -Position 3, 5
        $all = Get-NeuronSaliency $red blurred -Network $network -Channel 2
        $folder = Join-Path $TestDrive 'drawn'
        ($neuron, $all | Export-SaliencyImage -Destination $folder -Force -PassThru).Name | Should -Be 'red.blurred.2.3-5.overlay.png', 'red.blurred.2.overlay.png'
        $neuron | Show-SaliencyImage -As Text | Should -BeLike '*red.png: blurred channel 2 at 3,5, activation *'
        { $neuron | Export-SaliencyImage "$TestDrive/mask.png" -Kind Mask -ErrorAction Stop } | Should -Throw -ErrorId 'PictureKindUnsuitable,*'
    }
}

Describe 'Neurons that come back from a file' {
    It 'are live, with the same numbers' {
        $neurons = @(Get-NeuronSaliency $red blurred -Network $network -Strongest 1 -Rule Guided) + @(Get-NeuronSaliency $red blurred -Network $network -Channel 1)
        $file = Join-Path $TestDrive 'neurons.xml'
        $neurons | Export-Clixml $file
        $copies = Import-Clixml $file
        for ($i = 0; $i -lt 2; $i++) {
            $copies[$i] | Should -BeOfType SaliencyPS.NeuronSaliency
            $copies[$i].ReceptiveField | Should -BeOfType SaliencyPS.Localization.BoundingBox
            foreach ($name in 'Path', 'Layer', 'Channel', 'Row', 'Column', 'Activation', 'ReceptiveField', 'Rule', 'View', 'Network', 'Reduction', 'Width', 'Height') {
                $copies[$i].$name | Should -Be $neurons[$i].$name -Because $name
            }
            [Linq.Enumerable]::SequenceEqual($copies[$i].Map.ToImage(), $neurons[$i].Map.ToImage()) | Should -BeTrue
        }
        $drawn = $neurons[0], $copies[0] | ForEach-Object { $_ | Export-SaliencyImage "$TestDrive/$([guid]::NewGuid()).png" -PassThru }
        (Get-FileHash $drawn[0]).Hash | Should -Be (Get-FileHash $drawn[1]).Hash
    }
}

Describe 'Layers of a network' {
    It 'are listed with shapes and receptive fields' {
        $layers = Get-SaliencyNetwork -LiteralPath $colors | Select-Object -ExpandProperty Layers
        $layers.Name | Should -Be 'answers', 'cut', 'blurred', 'means', 'logits'
        $layers.ForEach{ "$($_.Shape)" } | Should -Be '4×32×32', '4×32×32', '4×32×32', '4', '5'
        "$($layers[2].ReceptiveField)" | Should -Be '3×3'
        ($layers | Format-Table | Out-String -Width 120) | Should -Match '3\s+4×32×32\s+3×3\s+AveragePool\s+blurred'
    }

    It 'serve as -Layer' {
        $layer = $network.Layers | Where-Object Type -EQ AveragePool
        (Get-NeuronSaliency $red $layer -Network $network -Strongest 1).Layer | Should -Be 'blurred'
    }
}
