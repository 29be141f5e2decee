BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SaliencyNetwork' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
    }

    AfterEach { $env:SALIENCYPS_NETWORKS = $before }

    It 'lists by name and wildcard' {
        'hues', 'shades' | ForEach-Object { $null = Import-SaliencyNetwork $colors -Name $_ }
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'hues', 'shades'
        (Get-SaliencyNetwork S*).Name | Should -Be 'scenes', 'shades'
        ('HUES' | Get-SaliencyNetwork).Name | Should -Be 'hues'
        { Get-SaliencyNetwork none -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        Get-SaliencyNetwork none* -ErrorAction Stop | Should -BeNullOrEmpty
        Complete 'Get-SaliencyNetwork h' | Should -Be 'hues'
        Complete 'New-ClassModelImage x -Network sha' | Should -Be 'shades'
    }

    It 'reads files by path and from the pipeline' {
        (Get-SaliencyNetwork -Path (Join-Path $PSScriptRoot 'fixtures/*.onnx')).Name | Should -Be 'colors', 'two-channels'
        (Get-Item $colors | Get-SaliencyNetwork).Input.ToString() | Should -Be '3×32×32'
    }

    It 'reads a file that is given in place of a name' {
        (Get-SaliencyNetwork $colors).Path | Should -Be $colors
        Push-Location (Split-Path $colors)
        try { (Get-SaliencyNetwork ./colors.onnx).Path, ('colors.onnx' | Get-SaliencyNetwork).Path | Should -Be $colors, $colors }
        finally { Pop-Location }
        (Get-SaliencyNetwork (Join-Path $PSScriptRoot 'fixtures/*')).Name | Should -Be 'colors', 'two-channels' -Because 'other files there are none'
        { Get-SaliencyNetwork $PSScriptRoot -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkIsFolder,*'
        { Get-SaliencyNetwork (Join-Path $TestDrive 'none.onnx') -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        $null = Import-SaliencyNetwork $colors
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        Copy-Item $colors (Join-Path $folder 'colors')
        Push-Location $folder
        try { (Get-SaliencyNetwork colors).Path | Should -Be (Join-Path $env:SALIENCYPS_NETWORKS 'colors.onnx') -Because 'names of the store come first' }
        finally { Pop-Location }
    }

    It 'goes on after a file of the store that is no network' {
        $null = Import-SaliencyNetwork $colors -Name hues
        $null = New-Item (Join-Path $env:SALIENCYPS_NETWORKS 'broken.onnx') -Value 'no network'
        (Get-SaliencyNetwork * -ErrorVariable failed -ErrorAction SilentlyContinue).Name | Should -Be 'scenes', 'hues'
        $failed.FullyQualifiedErrorId | Should -BeLike 'NetworkUnreadable,*'
        [regex]::Matches("$failed", 'broken\.onnx').Count | Should -Be 1 -Because 'the file is named once'
    }

    It 'shows which network is the default' {
        $default = Get-SaliencyNetwork
        $default.Name, $default.IsDefault | Should -Be 'scenes', $true
        $default | Out-String | Should -Match 'Default[\s\S]*scenes .* yes '
        (Get-SaliencyNetwork -LiteralPath $colors).IsDefault | Should -BeFalse
        Export-Clixml -InputObject $default "$TestDrive/network.xml"
        Import-Clixml "$TestDrive/network.xml" | Out-String | Should -Match 'scenes .* yes '
    }

    It 'says how pixels become the input, where that is from, and what was passed over' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        Copy-Item $colors $folder
        Set-Content (Join-Path $folder config.json) '{ "architecture": "x", "label_names": ["one"], "pretrained_cfg": { "mean": [0.5, 0.5, 0.25], "interpolation": "bicubic", "crop_pct": 0.8 } }'
        $network = Get-SaliencyNetwork (Join-Path $folder colors.onnx) -Verbose -OutVariable out 4>&1 | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }
        $network.Preprocessing.Interpolation, $network.Preprocessing.Resize, $network.Preprocessing.IsSquashed | Should -Be 'bicubic', 40, $false
        $network.Sources['mean'], $network.Sources.mean, $network.Sources['labels'] | Should -Be 'config.json', 'config.json', 'default'
        $network.Notes | Should -Match "config.json, field 'label_names': .*passed over"
        $out.Message | Should -Contain $network.Notes[0]
        $list = $network | Format-List | Out-String -Width 1000
        $list | Should -Match 'Preprocessing +: RGB, .*bicubic, shorter side to 40'
        $list | Should -Match 'Sources +: .*mean: config.json, .*labels: default'
        $list | Should -Match "Notes +: \{config.json, field 'label_names'"
        { $network.Sources['mean'] = 'else' } | Should -Throw
        $null = Import-SaliencyNetwork $network.Path
        $copy = Get-SaliencyNetwork colors
        $copy.Preprocessing.Interpolation, $copy.Preprocessing.Resize, $copy.Sources.mean | Should -Be 'bicubic', 40, 'colors.json'
    }

    It 'reads the zip archive of an export' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $labels = (Get-SaliencyNetwork -LiteralPath $colors).Labels | ForEach-Object { "my $_" }
        Set-Content (Join-Path $folder labels.txt) $labels
        Compress-Archive -LiteralPath $colors, (Join-Path $folder labels.txt) -DestinationPath (Join-Path $folder export.zip)
        $network = Get-SaliencyNetwork (Join-Path $folder export.zip)
        $network.Labels | Should -Be $labels
        $network.Name, $network.Sources.labels | Should -Be 'export', 'labels.txt'
        (Import-SaliencyNetwork (Join-Path $folder export.zip)).Labels | Should -Be $labels
    }

    It 'hands out nothing that could be changed' {
        $network = Get-SaliencyNetwork -LiteralPath $colors
        $mean, $resize, $label = $network.Preprocessing.Mean[0], $network.Preprocessing.Resize, $network.Labels[0]
        { $network.Preprocessing.Mean[0] = 7 } | Should -Throw
        { $network.Preprocessing.Std[0] = 7 } | Should -Throw
        { $network.Preprocessing.Resize = 7 } | Should -Throw
        { $network.Labels[0] = 'else' } | Should -Throw
        { $network.Labels = 'else' } | Should -Throw
        ([string[]] $network.Labels)[0] = 'else'
        { $network.Nodes[0] = $null } | Should -Throw
        { $network.Layers[0] = $null } | Should -Throw
        foreach ($read in $network, (Get-SaliencyNetwork -LiteralPath $colors)) {
            $read.Preprocessing.Mean[0], $read.Preprocessing.Resize, $read.Labels[0], $read.Layers[0].Index | Should -Be $mean, $resize, $label, 1
        }
    }

    It 'hands out lists that read like arrays' {
        $network = Get-SaliencyNetwork
        $mean = $network.Preprocessing.Mean
        $mean.Count, $mean.Length | Should -Be 3, 3
        $mean[-1], @($mean)[2], ([float[]] $mean)[2] | Should -Be (, $mean[2] * 3)
        ($mean | ConvertTo-Json -Compress) | Should -Be "[$($mean.ForEach{ $_.ToString([cultureinfo]::InvariantCulture) } -join ',')]"
        $network.Labels.Count, $network.Labels[0..1].Count, ($network.Labels | Measure-Object).Count | Should -Be 24, 2, 24
        $network.Labels -contains 'teapot' | Should -BeTrue
        $network.Nodes.Count, $network.Layers.Count | Should -Be ($network.LayerCount + 1), $network.LayerCount
    }

    It 'has the probabilities that its description says, and results have a dash for none' {
        (Get-SaliencyNetwork scenes).Probability | Should -Be 'Softmax'
        Copy-Item $colors "$TestDrive/plain.onnx"
        Set-Content "$TestDrive/plain.json" '{ "probability": "none", "mean": [0, 0, 0], "std": [1, 1, 1] }'
        $plain = Get-SaliencyNetwork "$TestDrive/plain.onnx"
        $plain.Probability | Should -Be 'None'
        $plain | Format-List | Out-String | Should -Match 'Probability +: None'
        $map = Get-ClassSaliency (New-Image (Join-Path $TestDrive 'red.png')) -Network $plain -Top 1
        [double]::IsNaN($map.Probability) | Should -BeTrue
        $map | Format-Table | Out-String | Should -Match ' 1 +- +0[.,]6'
        $map | Format-List | Out-String | Should -Match 'Probability +: -'
        $map | Format-Wide | Out-String | Should -Not -Match 'NaN'
        $map | Find-ObjectBox | Out-String | Should -Not -Match 'NaN'
    }

    It 'uses the default without -Network' {
        $red = New-Image (Join-Path $TestDrive 'red.png')
        $null = Import-SaliencyNetwork $colors -Name hues
        (Get-ClassSaliency $red -Top 1).Network | Should -Be 'scenes'
        (Get-ClassSaliency $red -Top 1 -Network HUES).Network | Should -Be 'hues'
        Complete 'Get-ClassSaliency x -Class teap' | Should -Be 'teapot'
    }
}
