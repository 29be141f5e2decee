BeforeDiscovery {
    $shared = $env:SALIENCYPS_SHARED ? $env:SALIENCYPS_SHARED : (Join-Path $PSScriptRoot '../../../shared/data')
    $networks = @(Get-ChildItem (Join-Path $shared 'networks/*') -Include squeezenet1_1.onnx, mobilenet_v1_0.5_160.onnx -ErrorAction Ignore)
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-ChildItem | Get-ClassSaliency | Find-ObjectBox' {
    It 'finds each square' {
        $places = @{ red = 220, 20, 20; green = 20, 220, 20; blue = 20, 20, 220 }
        foreach ($name in $places.Keys) { $null = New-Image (Join-Path $TestDrive "$name.png") $places[$name] }
        $boxes = Get-ChildItem "$TestDrive/*.png" | Get-ClassSaliency -Network $colors -Top 1 | Find-ObjectBox
        $boxes.Label | Sort-Object | Should -Be 'blue', 'green', 'red'
        foreach ($box in $boxes) { $box.X, $box.Y, $box.Width, $box.Height | Should -Be 20, 12, 20, 20 }
    }

    It 'finds with the built-in network what it found when it was measured' -Tag Slow {
        # The same counts as `saliency evaluate examples/images/ground-truth.json`: a change in quality is seen.
        $images = Join-Path $repository 'examples/images'
        $truth = Get-Content -Raw (Join-Path $images 'ground-truth.json') | ConvertFrom-Json
        $names, $labels = @{}, @{}
        foreach ($image in $truth.images) { $names[$image.id] = $image.file_name }
        foreach ($category in $truth.categories) { $labels[$category.id] = $category.name }
        $known = $truth.annotations | Group-Object { "$($names[$_.image_id]) $($labels[$_.category_id])" } -AsHashTable
        $boxes = Get-ChildItem "$images/*.jpg" | Get-ClassSaliency -Top 1 | Find-ObjectBox
        $boxes | Should -HaveCount 100
        $right = $boxes | Where-Object { $known.ContainsKey("$(Split-Path -Leaf $_.Path) $($_.Label)") }
        $right | Should -HaveCount 98
        $located = $right | Where-Object {
            $box = $_
            $known["$(Split-Path -Leaf $box.Path) $($box.Label)"].Where{ (Get-Overlap $box $_.bbox) -ge 0.5 }.Count -gt 0
        }
        $located | Should -HaveCount 82
    }

    It 'gives the same boxes in the same order with any number of threads' {
        $places = @(foreach ($i in 1..12) { New-Image (Join-Path $TestDrive "many$i.png") (220, (20 * $i), 20) })
        $one, $many = foreach ($threads in 1, 4) {
            $places | Get-ClassSaliency -Network $colors -ThrottleLimit $threads -ErrorAction SilentlyContinue |
                Find-ObjectBox -ThrottleLimit $threads -ErrorAction SilentlyContinue |
                ForEach-Object { "$($_.Path) $($_.Label) $($_.Score) $($_.X) $($_.Y) $($_.Width) $($_.Height)" } | Join-String -Separator "`n"
        }
        $one.Length | Should -BeGreaterThan 500
        $many | Should -BeExactly $one
    }

    It 'gives the same results in the same order with any number of images in a pass' {
        $places = @(foreach ($i in 1..7) { New-Image (Join-Path $TestDrive "batch$i.png") (220, (20 * $i), 20) })
        Set-Content $places[2] 'no image'
        $tell = {
            param($with)
            $places | Get-ClassSaliency -Network $colors @with -ErrorAction SilentlyContinue -ErrorVariable failed |
                ForEach-Object { "$($_.Path) $($_.Label) $($_.Score) $($_.Bias) $($_.Map.Maximum)" }
            $failed.TargetObject
            $places | Get-NeuronSaliency -Layer blurred -Network $colors @with -ErrorAction SilentlyContinue |
                ForEach-Object { "$($_.Path) $($_.Channel) $($_.Activation) $($_.Map.Maximum)" }
        }
        $one = & $tell @{}
        $one.Count | Should -BeGreaterThan 30
        $one | Should -Contain $places[2]
        & $tell @{ BatchSize = 3 } | Should -BeExactly $one
        { Get-ClassSaliency $places[0] -Network $colors -BatchSize 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'has each result at once where images come slowly' -Tag Slow {
        $image = New-Image (Join-Path $TestDrive 'slow.png')
        $script:events = [Collections.Generic.List[string]]::new()
        1..3 | ForEach-Object { $script:events.Add('in'); Start-Sleep -Milliseconds 500; $image } |
            Get-ClassSaliency -Network $colors -Class red | Find-ObjectBox | ForEach-Object { $script:events.Add('out') }
        $script:events -join ' ' | Should -Be 'in out in out in out'
    }

    It 'keeps within a memory limit or says that it cannot' {
        $red = New-Image (Join-Path $TestDrive 'one.png')
        $free, $tight = @{}, @{ MemoryLimit = 100GB; ThrottleLimit = 2 } | ForEach-Object { Get-ClassSaliency $red -Network $colors -Class red @_ }
        $tight.Score | Should -Be $free.Score
        $tight.Map.ToImage() | Should -Be $free.Map.ToImage()
        { Get-ClassSaliency $red -Network $colors -MemoryLimit 1MB } | Should -Throw '*the limit is 1 MB*' -ErrorId 'MemoryLimitTooLow*'
    }

    It 'leaves faults further down the pipeline to whoever has them' {
        $red = New-Image (Join-Path $TestDrive 'one.png')
        { Get-ClassSaliency $red -Network $colors | ForEach-Object { throw 'mine' } } | Should -Throw -ErrorId 'mine'
    }

    Context 'photographs with a real network' -Tag Slow {
        BeforeDiscovery { if (-not $networks) { $networks = @{ BaseName = 'a network' } } }

        It 'finds five boxes in each photograph with <_.BaseName>' -ForEach $networks {
            if ($_ -isnot [IO.FileInfo]) { Set-ItResult -Skipped -Because 'the photographs and networks of ../shared/data are not there' }
            $boxes = Get-ChildItem (Join-Path $shared 'photos/*.jpg') | Select-Object -First 2 |
                Get-ClassSaliency -Network $_ -Top 5 | Find-ObjectBox -MaximumCutPixels 20000
            $boxes | Should -HaveCount 10
            ($boxes | Group-Object Path).ForEach('Count') | Should -Be 5, 5
            foreach ($box in $boxes) {
                $box.Width, $box.Height | ForEach-Object { $_ | Should -BeGreaterThan 0 }
                $box.Probability | Should -BeGreaterThan 0
            }
        }
    }
}
