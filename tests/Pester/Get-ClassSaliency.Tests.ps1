BeforeDiscovery {
    # Not [SaliencyPS.SaliencyMethod]: the module may yet have to be loaded.
    $methods = ((Get-Content $PSScriptRoot/../../docs/methods.md) -match '^### ') -replace '^### '
    $attentive = 'AttentionRollout', 'AttentionRelevance', 'LeGrad' # for networks with attention only
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $network = Get-SaliencyNetwork -LiteralPath $colors
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
}

Describe 'Get-ClassSaliency' {
    It 'emits one object for each image and class, best first' {
        $result = $red, $blue | Get-ClassSaliency -Network $network -Top 2
        $result.Label | Should -Be 'red', 'plain grey', 'blue', 'plain grey'
        # Not $result.Rank: an array has a Rank of its own.
        $result.ForEach('Rank') | Should -Be 1, 2, 1, 2
        $result.Path | Should -Be $red.FullName, $red.FullName, $blue.FullName, $blue.FullName
        $result[0] | Should -BeOfType SaliencyPS.ClassSaliency
        $result[0].Width, $result[0].Height | Should -Be 64, 48
    }

    It 'takes the images in a tar file, and from the web, for all that comes after' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive packed)
        Copy-Item $red, $blue $folder
        $tar = Join-Path $TestDrive photos.tar
        [Formats.Tar.TarFile]::CreateFromDirectory($folder.FullName, $tar, $false)
        $listener = [Net.HttpListener]::new()
        $listener.Prefixes.Add("http://127.0.0.1:$(($port = Get-Random -Minimum 20000 -Maximum 30000))/")
        $listener.Start()
        $server = Start-ThreadJob -ArgumentList $listener, ([IO.File]::ReadAllBytes($red)) { param($listener, $bytes)
            $context = $listener.GetContext()
            $context.Response.OutputStream.Write($bytes)
            $context.Response.Close() }
        $address = "http://127.0.0.1:$port/red.png?size=1"
        $boxes = (Get-Item $tar), $address | Get-ClassSaliency -Network $network -Top 1 | Find-ObjectBox
        $server | Receive-Job -Wait -AutoRemoveJob
        $listener.Stop()
        Remove-Item $tar
        ($boxes.Path | Sort-Object) | Should -Be ($address, (Join-Path $tar blue.png), (Join-Path $tar red.png) | Sort-Object)
        $loose = Get-ClassSaliency $red -Network $network -Top 1 | Find-ObjectBox
        $boxes.Where{ $_.Label -eq 'red' }.Box | Should -Be $loose.Box, $loose.Box
        $boxes | Export-SaliencyImage -Destination $folder -Kind Box -PassThru | Should -HaveCount 3
        { Get-ClassSaliency (Join-Path $TestDrive photos.tgz) -Network $network -ErrorAction Stop } | Should -Throw -ErrorId 'PictureNotFound,*'
    }

    It 'gives five classes by default' {
        Get-ClassSaliency $red -Network $colors | Should -HaveCount 5
    }

    It 'takes scores from another view than the maps where it is told to' {
        $whole, $ten, $both = @{}, @{ View = 'TenCrop' }, @{ ScoreView = 'TenCrop' } | ForEach-Object { Get-ClassSaliency $red -Network $network -Class red @_ }
        $both.Score | Should -Be $ten.Score
        $both.Score | Should -Not -Be $whole.Score
        $both.Map.ToImage() | Should -Be $whole.Map.ToImage()
    }

    It 'tells how a map was made' {
        $made = Get-ClassSaliency $red -Network $network -Class red -Method SmoothGrad -SampleCount 3 -Seed 7 -ScoreView Center -ClassContrast 0.25
        $expected = @{
            Method = 'SmoothGrad'; View = 'Whole'; ScoreView = 'Center'; ClassContrast = 0.25; ChannelReduction = 'Maximum'; SampleCount = 3; Tolerance = 0; NoiseLevel = 0.15
            Seed = 7; Layer = $null; Window = $null; Network = 'colors'; NetworkDigest = (Get-FileHash $colors).Hash.ToLowerInvariant(); ModuleVersion = '0.1.0'; Engine = 'Managed 0.1.0'
        }
        foreach ($name in $expected.Keys) { $made.$name | Should -Be $expected.$name -Because $name }
        $made | Format-List | Out-String | Should -Match '(?s)ScoreView +: Center.*Method +: SmoothGrad.*ClassContrast +: .*SampleCount +: 3.*Seed +: 7.*NetworkDigest.*ModuleVersion +: 0.*Engine +: Managed 0'
        $made | Format-List | Out-String | Should -Not -Match 'Layer|Window' -Because 'the method does not look at them'
        $cam = Get-ClassSaliency $red -Network $network -Class red -Method GradCAM | Find-ObjectBox -ColorSpace Lab
        $cam.Layer, $cam.Localization | Should -Be $cam.Layer, 'Layer, ColorSpace=Lab'
        $network.Layers.Name | Should -Contain $cam.Layer
        $row = $cam | ConvertTo-Csv | ConvertFrom-Csv
        $row.Method, $row.Layer, $row.Localization, $row.NetworkDigest | Should -Be 'GradCAM', $cam.Layer, 'Layer, ColorSpace=Lab', $network.Digest
    }

    It 'takes from a map what those of other classes show too' {
        $plain, $contrasted = 0, 0.8 | ForEach-Object { Get-ClassSaliency $red -Network $network -Class red -ClassContrast $_ }
        ($contrasted.Map.ToImage() | Measure-Object -Sum).Sum | Should -BeLessThan ($plain.Map.ToImage() | Measure-Object -Sum).Sum
        { Get-ClassSaliency $red -Network $network -ClassContrast 1.5 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'leaves out improbable classes, asked for or best-scored, before it makes maps' {
        $all = Get-ClassSaliency $red -Network $network
        $least = $all[1].Probability
        $likely = Get-ClassSaliency $red -Network $network -MinimumProbability $least
        $likely.Label | Should -Be $all.Where{ $_.Probability -ge $least }.Label
        $likely[0].Map.ToImage() | Should -Be $all[0].Map.ToImage()
        $least = (Get-ClassSaliency $blue -Network $network -Top 1).Probability
        ($red, $blue | Get-ClassSaliency -Network $network -Class blue -MinimumProbability $least).Path | Should -Be $blue.FullName
        { Get-ClassSaliency $red -Network $network -MinimumProbability 1.1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
        # Of 60 samples in each backward pass, none is made.
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Get-ClassSaliency $red -Network $network -Class blue -Method SmoothGrad -SampleCount 100000 -MinimumProbability 0.99 | Should -BeNullOrEmpty
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 10
    }

    It 'refuses a least probability where a network has none' {
        $folder = New-Item -ItemType Directory "$TestDrive/none"
        $copy = Copy-Item $colors "$folder/none.onnx" -PassThru
        Set-Content "$folder/none.json" '{ "probability": "none" }'
        { Get-ClassSaliency $red -Network $copy -MinimumProbability 0.5 } | Should -Throw -ErrorId 'NetworkUnsuitable,*'
        Get-ClassSaliency $red -Network $copy -Top 1 | Should -HaveCount 1
    }

    It 'tells scores without maps' {
        $scores = Get-ClassSaliency $red -Network $network -Top 2 -NoMap
        $maps = Get-ClassSaliency $red -Network $network -Top 2
        $scores | Should -BeOfType SaliencyPS.ClassScore
        foreach ($name in 'Path', 'ClassIndex', 'Label', 'Score', 'Probability', 'Width', 'Height', 'View', 'Network') { $scores.$name | Should -Be $maps.$name -Because $name }
        $scores.ForEach('Rank') | Should -Be 1, 2
        (Get-ClassSaliency $red -Network $network -ScoreView TenCrop -Top 1 -NoMap).View | Should -Be 'TenCrop'
    }

    It 'asks several networks about each image' {
        $folder = New-Item -ItemType Directory "$TestDrive/hues"
        $other = Copy-Item $colors "$folder/hues.onnx" -PassThru
        Copy-Item ([IO.Path]::ChangeExtension($colors, 'json')) "$folder/hues.json"
        $results = $red, $blue | Get-ClassSaliency -Network $network, $other -Top 1
        $results.Network | Should -Be 'colors', 'hues', 'colors', 'hues'
        $results.Label | Should -Be 'red', 'red', 'blue', 'blue'
        (Get-ClassSaliency $red -Network $network, $other -Top 1 -MemoryLimit 4GB).Network | Should -Be 'colors', 'hues'
        { Get-ClassSaliency $red -Network $network, $other -MemoryLimit 1 } | Should -Throw -ErrorId 'MemoryLimitTooLow,*'
        (Get-NeuronSaliency $red blurred -Network $network, $other -Strongest 1).Network | Should -Be 'colors', 'hues'
    }

    Context 'images that are in no file' {
        BeforeAll {
            $bytes = [IO.File]::ReadAllBytes($red)
            $plain = Get-ClassSaliency $red -Network $network -Top 1
        }

        It 'takes bytes, from a parameter and from a pipeline in one or in pieces' {
            $results = @(Get-ClassSaliency -Content $bytes -Network $network -Top 1; , $bytes | Get-ClassSaliency -Network $network -Top 1; $bytes | Get-ClassSaliency -Network $network -Top 1)
            $results.Label | Should -Be 'red', 'red', 'red'
            $results[2].Map.ToImage() | Should -Be $plain.Map.ToImage()
            $results.Path | Select-Object -Unique | Should -Match '^image-[0-9a-f]{12}$'
            (Get-ClassSaliency -Content $bytes -Network $network -Class blue).Label | Should -Be 'blue'
            (Get-NeuronSaliency -Content $bytes -Layer blurred -Network $network -Strongest 1).Path | Should -Be $results[0].Path
        }

        It 'takes streams' {
            $stream = [IO.MemoryStream]::new($bytes)
            ($stream | Get-ClassSaliency -Network $network -Top 1).Label | Should -Be 'red'
            $file = [IO.File]::OpenRead($red)
            try { (Get-ClassSaliency -Stream $file -Network $network -Top 1).Path | Should -Be $red.FullName } finally { $file.Dispose() }
        }

        It 'goes on to boxes and images of them' {
            $boxes = $bytes | Get-ClassSaliency -Network $network -Top 1 | Find-ObjectBox
            $plainBox = $plain | Find-ObjectBox
            $boxes.X, $boxes.Y, $boxes.Width, $boxes.Height | Should -Be $plainBox.X, $plainBox.Y, $plainBox.Width, $plainBox.Height
            [GC]::Collect() # nobody holds the decoded image any more
            $boxes | Export-SaliencyImage (Join-Path $TestDrive 'bytes.png') -PassThru | Should -Exist
        }

        It 'says which bytes are no image' {
            $null = [byte[]] (1, 2, 3) | Get-ClassSaliency -Network $network -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
            "$($failed[0])" | Should -BeLike 'image-*'
        }
    }

    Context 'paths' {
        It 'takes what has a FullName' {
            ([pscustomobject]@{ FullName = $red.FullName } | Get-ClassSaliency -Network $network -Top 1).Label | Should -Be 'red'
        }

        BeforeAll {
            $odd = New-Item -ItemType Directory (Join-Path $TestDrive 'a [b] c é')
            'x[1].png', 'x1.png', 'y z.png', 'ñ.png' | ForEach-Object { $null = New-Image (Join-Path $odd.FullName $_) }
        }

        It 'takes names with brackets, spaces and accents from Get-ChildItem' {
            $result = Get-ChildItem -LiteralPath $odd.FullName | Get-ClassSaliency -Network $network -Top 1 -ErrorVariable failed
            $failed | Should -BeNullOrEmpty
            $result.Path | Split-Path -Leaf | Should -Be (Get-ChildItem -LiteralPath $odd.FullName).Name
        }

        It 'says of names that are no UTF-8 that they are not, however they are found' -Skip:(-not $IsLinux) {
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive bytes)
            $null = New-Image (Join-Path $folder a.png)
            sh -c 'cp "$1/a.png" "$1/$(printf "caf\351").png"' sh $folder.FullName
            try {
                foreach ($named in @{ Path = "$folder/*.png" }, @{ Path = "$folder"; Recurse = $true }, @{ Path = "$($folder.Parent)/byte?/c*.png" }) {
                    $found = Get-ClassSaliency @named -Network $network -Top 1 -NoMap -ErrorVariable failed -ErrorAction SilentlyContinue
                    $failed | Should -HaveCount 1 -Because $named.Path
                    "$failed" | Should -BeLike '*is not in UTF-8*rename it*'
                    @($found).Count | Should -Be ($named.Path -like '*/c*.png' ? 0 : 1)
                }
            } finally {
                sh -c 'rm "$1/$(printf "caf\351").png"' sh $folder.FullName
            }
        }

        It 'takes the Path of a row as it is, relative or of a drive' {
            $null = New-PSDrive Odd FileSystem $odd.FullName
            Push-Location -LiteralPath $odd.FullName
            try {
                $rows = 'x[1].png', './x[1].png', 'Odd:/x[1].png', (Join-Path $odd.FullName 'x[1].png'), "Microsoft.PowerShell.Core\FileSystem::$($odd.FullName)/x[1].png" |
                    ForEach-Object { [pscustomobject] @{ Path = $_ } }
                $found = $rows | Get-ClassSaliency -Network $network -Top 1 -ErrorAction Stop
                $found.Path | Split-Path -Leaf | Should -Be (@('x[1].png') * 5)
                # A table that was written and read, results themselves, and files without the properties of Get-ChildItem.
                $found[0] | Select-Object Path, Label | Export-Csv 'rows.csv'
                (Import-Csv 'rows.csv' | Get-ClassSaliency -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x[1].png'
                ($found[0] | Get-NeuronSaliency -Layer 1 -Network $network -Strongest 1).Path | Split-Path -Leaf | Should -Be 'x[1].png'
                ([IO.FileInfo]::new((Join-Path $odd.FullName 'x[1].png')) | Get-ClassSaliency -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x[1].png'
                # Never the namesake without brackets.
                Remove-Item -LiteralPath 'x[1].png', 'rows.csv'
                $rows[0] | Get-ClassSaliency -Network $network -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
                $failed.FullyQualifiedErrorId | Should -BeLike 'PictureNotFound,*'
            }
            finally {
                Pop-Location
                Remove-PSDrive Odd
                $null = New-Image (Join-Path $odd.FullName 'x[1].png')
            }
        }

        It 'warns of a pattern that matches nothing' {
            Get-ClassSaliency "$($odd.FullName.Replace('[', '`[').Replace(']', '`]'))/none*.png" -Network $network -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike 'Nothing matches *none`*.png*'
        }

        It 'takes -Path as a file of that name or as a wildcard, and -LiteralPath as it is' {
            Push-Location -LiteralPath $odd.FullName
            try {
                (Get-ClassSaliency 'x[1].png' -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x[1].png'
                (Get-ClassSaliency 'x[12].png' -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x1.png'
                ('x[1].png', 'x[12].png' | Get-ClassSaliency -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x[1].png', 'x1.png'
                (Get-ClassSaliency -LiteralPath 'x[1].png' -Network $network -Top 1).Path | Split-Path -Leaf | Should -Be 'x[1].png'
                (Get-ClassSaliency * -Network $network -Top 1) | Should -HaveCount 4
                'ñ.png', 'y z.png' | Get-ClassSaliency -Network $network -Top 1 | Should -HaveCount 2
            }
            finally { Pop-Location }
        }

        It 'reads drives of the file system' {
            (Get-ClassSaliency TestDrive:/red.png -Network $network -Top 1).Label | Should -Be 'red'
        }

        It 'refuses what is not in the file system' {
            { Get-ClassSaliency Env:/PATH -Network $network -ErrorAction Stop } | Should -Throw -ErrorId 'PictureNotFound,*'
        }

        It 'takes rows with a Path column' {
            (@{ Path = $red.FullName }, @{ Path = $blue.FullName } | ForEach-Object { [pscustomobject] $_ } | Get-ClassSaliency -Network $network -Top 1).Label | Should -Be 'red', 'blue'
        }

        It 'passes over folders that it finds, and says so of one that is named' {
            $null = New-Item -ItemType Directory (Join-Path $TestDrive 'folder.png')
            $said = Get-ChildItem $TestDrive | Get-ClassSaliency -Network $network -Top 1 -ErrorVariable failed -Verbose -OutVariable found 4>&1
            $found.Where{ $_ -is [SaliencyPS.ClassSaliency] } | Should -HaveCount 2
            $failed | Should -BeNullOrEmpty
            $said.Where{ $_ -is [Management.Automation.VerboseRecord] }.Message | Should -Contain "Passing over the folder '$(Join-Path $TestDrive 'folder.png')'."
            Get-ClassSaliency "$TestDrive/folder.png" -Network $network -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'PictureIsFolder,*'
        }
    }

    Context 'faults' {
        BeforeAll {
            $text = New-Item (Join-Path $TestDrive 'text.jpg') -Value 'no image'
            $all = @{ Network = $network; Top = 1 }
        }

        It 'goes on after an image it cannot read' {
            $result = "$TestDrive/none.png", $text.FullName, $red.FullName | Get-ClassSaliency @all -ErrorVariable failed -ErrorAction SilentlyContinue
            $result.Label | Should -Be 'red'
            $failed.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Should -Be 'PictureNotFound', 'PictureUnreadable'
            $failed[1].TargetObject | Should -Be $text.FullName
            $failed[1].CategoryInfo.Category | Should -Be 'InvalidData'
        }

        It 'honours -ErrorAction Stop' {
            { Get-ClassSaliency $text @all -ErrorAction Stop } | Should -Throw -ErrorId 'PictureUnreadable,*'
        }

        It 'refuses an image above -MaximumPixels' {
            { Get-ClassSaliency $red @all -MaximumPixels 3071 -ErrorAction Stop } | Should -Throw -ErrorId 'PictureUnreadable,*'
        }

        It 'ends when <name>' -ForEach @(
            @{ name = 'there is no such network'; arguments = @{ Network = 'none' }; id = 'NetworkNotFound' }
            @{ name = 'the file is no network'; arguments = @{ Network = $PSCommandPath }; id = 'NetworkUnreadable' }
        ) {
            { Get-ClassSaliency $red @arguments } | Should -Throw -ErrorId "$id,*"
        }

        It 'ends when there is no such class' {
            { Get-ClassSaliency $red -Network $network -Class purple } | Should -Throw -ErrorId 'ClassNotFound,*'
            { Get-ClassSaliency $red -Network $network -Class 5 } | Should -Throw -ErrorId 'ClassNotFound,*' -Because 'there are five, from 0'
        }
    }

    It 'takes classes by index, label and wildcard' {
        (Get-ClassSaliency $red -Network $network -Class 3, RED, 'plain*').Label | Should -Be 'yellow', 'red', 'plain grey'
        (Get-ClassSaliency -LiteralPath $red -Network $network -Class blue).Label | Should -Be 'blue'
    }

    It 'shows <_> views' -ForEach 'Whole', 'Center', 'TenCrop' {
        $result = Get-ClassSaliency $red -Network $network -Top 1 -View $_
        $result.View | Should -Be $_
        $result.Label | Should -Be 'red'
    }

    It 'gives the same map whatever the number of threads' {
        $one, $four = 1, 4 | ForEach-Object { Get-ClassSaliency $red -Network $network -Top 1 -ThrottleLimit $_ }
        $one.Map.ToImage() | Should -Be $four.Map.ToImage()
    }

    It 'works ahead where images come fast, and keeps the order of results and errors' {
        $text = New-Item (Join-Path $TestDrive 'words.png') -Value 'no image' -Force
        $places = foreach ($i in 0..29) {
            if ($i % 7 -eq 3) { Join-Path $TestDrive "none$i.png" }
            elseif ($i % 7 -eq 5) { (Copy-Item $text (Join-Path $TestDrive "words$i.png") -PassThru).FullName }
            else { (New-Image (Join-Path $TestDrive "fast$i.png") ((8 * $i), 20, 20)).FullName }
        }
        $script:taken = $script:ahead = 0
        $come = & { foreach ($place in $places) { $script:taken++; $place } } | Get-ClassSaliency -Network $network -Top 2 -ErrorAction Continue 2>&1 |
            ForEach-Object { $script:ahead = [Math]::Max($script:ahead, $script:taken - [array]::IndexOf($places, "$($_.Path)$($_.TargetObject)") - 1); "$($_.Path)$($_.TargetObject)" }
        $come | Select-Object -Unique | Should -Be $places
        $come | Should -HaveCount (2 * 22 + 8)
        $script:ahead | Should -BeIn (1..(2 * [Environment]::ProcessorCount))
    }

    It 'shows progress after a second, and takes it away' -Tag Slow {
        $shell = [PowerShell]::Create()
        try {
            $script = { param($Module, $Image, $Network) Import-Module $Module; Get-ClassSaliency -LiteralPath $Image, $Image -Network $Network -Top 1 | ForEach-Object { Start-Sleep 1.1 } }
            $null = $shell.AddScript($script).AddArgument((Join-Path $repository 'module/SaliencyPS.psd1')).AddArgument($red.FullName).AddArgument($network).Invoke()
            $records = $shell.Streams.Progress.Where{ $_.Activity -eq 'Computing class saliency' }
            $records.PercentComplete | Should -Be 50, -1
            $records.RecordType | Should -Be 'Processing', 'Completed'
        }
        finally { $shell.Dispose() }
    }

    It 'completes labels, views and architectures' {
        Complete 'Get-ClassSaliency x -Network $network -Class pl' | Should -Be "'plain grey'"
        Complete "Get-ClassSaliency x -Network '$colors' -Class r" | Should -Be 'red'
        Complete 'Get-ClassSaliency x -View T' | Should -Be 'TenCrop'
        Complete 'Get-ClassSaliency x -Architecture SQUEEZE' | Should -Be 'squeezenet1_0', 'squeezenet1_1'
        Complete "Get-ClassSaliency x -Network '$($colors.Substring(0, $colors.Length - 5))" | Where-Object { $_ -like '*colors.onnx*' } | Should -HaveCount 1
    }

    It 'completes labels and layers of the network that is the default' {
        $key = 'Get-Class*:Network'
        $global:PSDefaultParameterValues[$key] = $colors
        try {
            Complete 'Get-ClassSaliency x -Class pl' | Should -Be "'plain grey'"
            Complete 'Get-ClassSaliency x -Layer an' | Should -Be 'answers'
            Complete 'Get-ClassSaliency x -Network scenes -Class pl' | Should -BeNullOrEmpty
            Complete 'New-ClassModelImage pl' | Should -BeNullOrEmpty
            $global:PSDefaultParameterValues['Disabled'] = $true
            Complete 'Get-ClassSaliency x -Class pl' | Should -BeNullOrEmpty
        } finally { $key, 'Disabled' | ForEach-Object { $global:PSDefaultParameterValues.Remove($_) } }
    }

    Context 'methods' {
        It '<_> says that the network has no attention' -ForEach $attentive {
            { Get-ClassSaliency $red -Network $network -Method $_ -ErrorAction Stop } | Should -Throw '*has no attention*'
        }
        It '<_> gives a map that has a box' -ForEach $methods.Where{ $_ -notin $attentive } {
            # The network's weights for a color sum to nothing over the channels, and so may what a method adds up.
            $map = Get-ClassSaliency $red -Network $network -Class red -Method $_ -SampleCount 9 -ChannelReduction Maximum
            $map.Method | Should -Be $_
            $map.Map.Maximum | Should -BeGreaterThan 0
            $box = $map | Find-ObjectBox
            $box.Label | Should -Be 'red'
            $box.Width | Should -BeIn (1..64)
        }

        It 'knows the documented ones, and completes them' -ForEach @{ methods = $methods } {
            [enum]::GetNames([SaliencyPS.SaliencyMethod]) | Should -Be $methods
            Complete 'Get-ClassSaliency x -Method ' | Should -Be ($methods | Sort-Object)
            Complete 'Get-ClassSaliency x -Method Grad' | Should -Be 'GradCAM', 'GradCAMPlusPlus', 'Gradient'
            Complete 'Get-ClassSaliency x -Baseline ' | Should -Be 'Black', 'Mean', 'White'
        }

        It 'tells what integrated gradients lack, and of no other method' {
            $few, $many = 2, 200 | ForEach-Object { Get-ClassSaliency $red -Network $network -Class red -Method IntegratedGradients -SampleCount $_ }
            [Math]::Abs($many.CompletenessGap) | Should -BeLessThan ([Math]::Abs($many.Score) / 100)
            $few.CompletenessGap | Should -Not -Be $many.CompletenessGap
            (Get-ClassSaliency $red -Network $network -Class red).CompletenessGap | Should -BeNullOrEmpty
        }

        It 'ends when there is no such layer' {
            { Get-ClassSaliency $red -Network $network -Method GradCAM -Layer nowhere } | Should -Throw -ErrorId 'LayerNotFound,*' -ExpectedMessage '*nowhere*'
        }
    }

    It 'keeps -MemoryLimit with large images side by side' -Tag Slow -Skip:(-not $IsLinux) {
        # 8000 x 5000 pixels of nothing, run-length encoded: 120 MB each once decoded.
        $data = [IO.MemoryStream]::new()
        $writer = [IO.BinaryWriter]::new($data)
        $writer.Write([byte[]] (0x42, 0x4D))
        66, 0, 62, 40, 8000, 5000 | ForEach-Object { $writer.Write([int] $_) }
        1, 8 | ForEach-Object { $writer.Write([int16] $_) }
        1, 2, 0, 0, 2, 0, 0, 0xFFFFFF | ForEach-Object { $writer.Write([int] $_) }
        $writer.Write([byte[]] (0, 1))
        $files = 1..4 | ForEach-Object { Join-Path $TestDrive "large$_.bmp" }
        $files | ForEach-Object { [IO.File]::WriteAllBytes($_, $data.ToArray()) }
        $module = (Get-Module SaliencyPS).Path
        $peak = & $pwsh -NoProfile -NonInteractive -Command "Import-Module '$module'
            `$maps = Get-ClassSaliency '$($files -join "','")' -Network '$colors' -Top 1 -ThrottleLimit 4 -MemoryLimit 500MB
            if (`$maps.Count -ne 4) { throw 'Not all images were read.' }
            [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64"
        [long] $peak | Should -BeLessThan 500MB
    }

    Context 'shards' {
        BeforeAll {
            $photos = New-Item -ItemType Directory (Join-Path $TestDrive shards/inner)
            0..9 | ForEach-Object { New-Image (Join-Path $photos "$_.png") | Out-Null }
            $folder = $photos.Parent.FullName
        }

        It 'shares the images out, by folder as well as by file' {
            $parts = 1..20 | ForEach-Object { , @(Get-ClassSaliency $folder -Recurse -Network $network -Top 1 -Shard "$_/20" | ForEach-Object Path) }
            $parts | ForEach-Object { $_ } | Sort-Object | Should -Be ((Get-ChildItem $photos).FullName | Sort-Object)
            Push-Location $folder
            try { Get-ChildItem inner/*.png | Get-ClassSaliency -Network $network -Top 1 -Shard 2/3 | ForEach-Object Path | Should -Be (Get-ClassSaliency $folder -Recurse -Network $network -Top 1 -Shard 2/3 | ForEach-Object Path) }
            finally { Pop-Location }
            Get-ChildItem $photos | Get-ClassSaliency -Network $network -Top 1 -Shard 2/3 -Root $folder | ForEach-Object Path | Should -Be (Get-ClassSaliency $folder -Recurse -Network $network -Top 1 -Shard 2/3 | ForEach-Object Path)
        }

        It 'asks the scheduler, and ends where nothing says which shard it is' {
            $env:JOB_COMPLETION_INDEX = '1'
            try {
                $told = Get-ClassSaliency $folder -Recurse -Network $network -Top 1 -Shard auto/3 -Verbose 4>&1
                $told | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message | Should -Contain 'This is shard 2/3, by JOB_COMPLETION_INDEX=1.'
                { Get-ClassSaliency $folder -Recurse -Network $network -Shard auto } | Should -Throw -ErrorId 'ShardInvalid,*' -ExpectedMessage '*auto/8*'
            }
            finally { $env:JOB_COMPLETION_INDEX = $null }
            { Get-ClassSaliency $folder -Recurse -Network $network -Shard 3/2 } | Should -Throw -ErrorId 'ShardInvalid,*'
        }
    }

    It 'counts what -Recurse passes over, and names a format that is not read' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive mixed/inner)
        New-Image (Join-Path $folder a.png) | Out-Null
        'x.heic', 'y.HEIC', 'z.webp', 'notes.txt' | ForEach-Object { Set-Content (Join-Path $folder $_) '' }
        Get-ClassSaliency $folder.Parent.FullName -Recurse -Network $colors -Top 1 -WarningVariable warned -WarningAction SilentlyContinue |
            Should -HaveCount 1
        $warned | Should -Be '3 images were passed over, since their formats are not read: 2 .heic (the codec Magick reads them), 1 .webp (the codec ImageSharp reads them).'
        [IO.File]::WriteAllBytes((Join-Path $folder x.heic), [byte[]] (0, 0, 0, 24) + [Text.Encoding]::ASCII.GetBytes('ftypheic'))
        { Get-ClassSaliency (Join-Path $folder x.heic) -Network $colors -ErrorAction Stop } | Should -Throw 'This is a HEIC image. Magick reads it, *-Codec Magick*convert the image*'
    }
}
