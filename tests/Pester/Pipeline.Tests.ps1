BeforeDiscovery {
    $shared = $env:SALIENCYPS_SHARED ? $env:SALIENCYPS_SHARED : (Join-Path $PSScriptRoot '../../../shared/data')
    $networks = @(Get-ChildItem (Join-Path $shared 'networks/*') -Include squeezenet1_1.onnx, mobilenet_v1_0.5_160.onnx -ErrorAction Ignore)
}

BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-ChildItem | Get-ClassSaliency | Find-ObjectBox' {
    It 'finds each square' {
        $places = @{ red = 220, 20, 20; green = 20, 220, 20; blue = 20, 20, 220 }
        foreach ($name in $places.Keys) { $null = New-Picture (Join-Path $TestDrive "$name.png") $places[$name] }
        $boxes = Get-ChildItem "$TestDrive/*.png" | Get-ClassSaliency -Network $colours -Top 1 | Find-ObjectBox
        $boxes.Label | Sort-Object | Should -Be 'blue', 'green', 'red'
        foreach ($box in $boxes) { $box.X, $box.Y, $box.Width, $box.Height | Should -Be 20, 12, 20, 20 }
    }

    It 'finds <Class> in <File> with the built-in network' -ForEach @(
        @{ File = 'duck-011.jpg'; Class = 'duck' }, @{ File = 'apple-001.jpg'; Class = 'apple' }
    ) {
        $images = Join-Path $repository 'examples/images'
        $truth = Get-Content -Raw (Join-Path $images 'ground-truth.json') | ConvertFrom-Json
        $image = $truth.images | Where-Object file_name -EQ $File
        $x, $y, $width, $height = ($truth.annotations | Where-Object image_id -EQ $image.id).bbox
        $box = Get-ChildItem (Join-Path $images $File) | Get-ClassSaliency -Top 1 | Find-ObjectBox
        $box.Label | Should -Be $Class
        $columns = [Math]::Min($box.X + $box.Width, $x + $width) - [Math]::Max($box.X, $x)
        $rows = [Math]::Min($box.Y + $box.Height, $y + $height) - [Math]::Max($box.Y, $y)
        $common = [Math]::Max(0, $columns) * [Math]::Max(0, $rows)
        $common / ($box.Width * $box.Height + $width * $height - $common) | Should -BeGreaterOrEqual 0.5
    }

    It 'stops as soon as there is enough' {
        $red = New-Picture (Join-Path $TestDrive 'one.png')
        $script:pictures = 0
        $box = & { foreach ($i in 1..1000) { $script:pictures++; $red } } | Get-ClassSaliency -Network $colours | Find-ObjectBox | Select-Object -First 1
        $box.Label | Should -Be 'red'
        $script:pictures | Should -Be 1
    }

    It 'leaves faults further down the pipeline to whoever has them' {
        $red = New-Picture (Join-Path $TestDrive 'one.png')
        { Get-ClassSaliency $red -Network $colours | ForEach-Object { throw 'mine' } } | Should -Throw -ErrorId 'mine'
    }

    Context 'photographs with a real network' {
        if ($networks.Count -eq 0) {
            It 'gives five boxes for each photograph' { Set-ItResult -Skipped -Because 'the photographs and networks of ../shared/data are not there' }
        }

        It 'finds five boxes in each photograph with <_.BaseName>' -ForEach $networks {
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
