BeforeDiscovery {
    # One row for each error of each command; $with holds the error parameters. Ends: it ends the pipeline, whatever -ErrorAction says.
    $cases = @(
        @{ command = 'Get-ClassSaliency'; id = 'PictureNotFound'; target = { "$TestDrive/none.png" }; do = { Get-ClassSaliency "$TestDrive/none.png" @with } }
        @{ command = 'Get-ClassSaliency'; id = 'PictureIsFolder'; target = { $folder }; do = { Get-ClassSaliency -LiteralPath $folder @with } }
        @{ command = 'Get-ClassSaliency'; id = 'PictureUnreadable'; target = { $text }; do = { Get-ClassSaliency $text @with } }
        @{ command = 'Get-ClassSaliency'; id = 'ClassNotFound'; target = { 'purple' }; ends = $true; do = { Get-ClassSaliency $red -Class purple @with } }
        @{ command = 'Get-ClassSaliency'; id = 'NetworkNotFound'; target = { 'none' }; ends = $true; do = { Get-ClassSaliency $red -Network none @with } }
        @{ command = 'Get-ClassSaliency'; id = 'NetworkUnreadable'; target = { $text }; ends = $true; do = { Get-ClassSaliency $red -Network $text @with } }
        @{ command = 'Get-ClassSaliency'; id = 'NetworkUnsuitable'; target = { $pairs }; ends = $true; do = { Get-ClassSaliency $red -Network $pairs @with } }
        @{ command = 'Get-ClassSaliency'; id = 'LayerNotFound'; target = { 'nowhere' }; ends = $true; do = { Get-ClassSaliency $red -Method GradCAM -Layer nowhere @with } }
        @{ command = 'Get-ClassSaliency'; id = 'SaliencyFailed'; target = { $thread }; do = { Get-ClassSaliency $thread -Network $colors -View Center @with } }
        @{ command = 'Get-ClassSaliency'; id = 'TimeLimitExceeded'; target = { $red }; do = { Get-ClassSaliency $red -Method Rise -SampleCount 10000 -TimeLimit 0.2 @with } }
        @{ command = 'Get-ClassSaliency'; id = 'MemoryLimitTooLow'; target = { 1MB }; ends = $true; do = { Get-ClassSaliency $red -MemoryLimit 1MB @with } }
        @{ command = 'Get-ClassSaliency'; id = 'EngineUnavailable'; target = { 'ImageSharp' }; ends = $true; do = { Get-ClassSaliency $red -Codec ImageSharp @with } }
        @{ command = 'Get-NeuronSaliency'; id = 'EngineUnavailable'; target = { 'OnnxRuntime' }; ends = $true; do = { Get-NeuronSaliency $red 1 -Engine OnnxRuntime @with } }
        @{ command = 'Get-NeuronSaliency'; id = 'LayerNotFound'; target = { 'nowhere' }; ends = $true; do = { Get-NeuronSaliency $red nowhere @with } }
        @{ command = 'Get-NeuronSaliency'; id = 'NeuronNotFound'; target = { '/14/Gemm' }; ends = $true; do = { Get-NeuronSaliency $red /14/Gemm -Channel 24 @with } }
        @{ command = 'Get-NeuronSaliency'; id = 'NetworkUnsuitable'; target = { $pairs }; ends = $true; do = { Get-NeuronSaliency $red 1 -Network $pairs @with } }
        @{ command = 'Get-NeuronSaliency'; id = 'PictureUnreadable'; target = { $text }; do = { Get-NeuronSaliency $text 27 @with } }
        @{ command = 'Measure-SaliencyFaithfulness'; id = 'MeasureOptionInvalid'; target = { 'AllMethods' }; ends = $true; do = { Measure-SaliencyFaithfulness $red -Method Gradient -AllMethods @with } }
        @{ command = 'Measure-SaliencyFaithfulness'; id = 'NetworkUnsuitable'; ends = $true; do = { Measure-SaliencyFaithfulness $red -Network $colors -View TenCrop @with } }
        @{ command = 'Measure-SaliencyFaithfulness'; id = 'PictureUnreadable'; target = { $text }; do = { Measure-SaliencyFaithfulness $text @with } }
        @{ command = 'Find-ObjectBox'; id = 'LocalizationFailed'; target = { $flat }; do = { $flat | Find-ObjectBox @with } }
        @{ command = 'Find-ObjectBox'; id = 'PictureUnreadable'; target = { $lost.Path }; do = { $lost | Find-ObjectBox @with } }
        @{ command = 'Find-ObjectBox'; id = 'LocalizationOptionInvalid'; ends = $true; do = { $map | Find-ObjectBox -ForegroundQuantile 0.2 @with } }
        @{ command = 'Find-ObjectBox'; id = 'EngineUnavailable'; target = { 'OpenCV' }; ends = $true; do = { $map | Find-ObjectBox -Segmenter OpenCV @with } }
        @{ command = 'Get-SaliencyEngine'; id = 'EngineNotFound'; target = { 'none' }; do = { Get-SaliencyEngine none @with } }
        @{ command = 'Install-SaliencyEngine'; id = 'EngineNotFound'; target = { 'none' }; do = { Install-SaliencyEngine none @with } }
        @{ command = 'Install-SaliencyEngine'; id = 'EngineInstallFailed'; target = { 'Magick' }; do = { Install-SaliencyEngine Magick @with } }
        @{ command = 'Install-SaliencyEngine'; id = 'EngineChecksumWrong'; target = { 'ImageSharp' }; do = { Install-SaliencyEngine ImageSharp @with } }
        @{ command = 'Uninstall-SaliencyEngine'; id = 'EngineNotFound'; target = { 'ImageSharp' }; do = { Uninstall-SaliencyEngine ImageSharp @with } }
        @{ command = 'Uninstall-SaliencyEngine'; id = 'EngineRemovalFailed'; target = { 'OpenCV' }; do = { Uninstall-SaliencyEngine OpenCV @with } }
        @{ command = 'Get-SaliencyNetwork'; id = 'NetworkNotFound'; target = { 'none' }; do = { Get-SaliencyNetwork none @with } }
        @{ command = 'Get-SaliencyNetwork'; id = 'NetworkIsFolder'; target = { $folder }; do = { Get-SaliencyNetwork -LiteralPath $folder @with } }
        @{ command = 'Get-SaliencyNetwork'; id = 'NetworkUnreadable'; target = { $text }; do = { Get-SaliencyNetwork -LiteralPath $text @with } }
        @{ command = 'Import-SaliencyNetwork'; id = 'NetworkNotFound'; target = { "$TestDrive/none.onnx" }; do = { Import-SaliencyNetwork "$TestDrive/none.onnx" @with } }
        @{ command = 'Import-SaliencyNetwork'; id = 'NetworkIsFolder'; target = { $folder }; do = { Import-SaliencyNetwork -LiteralPath $folder @with } }
        @{ command = 'Import-SaliencyNetwork'; id = 'NetworkUnreadable'; target = { "$TestDrive/text.onnx" }; do = { Copy-Item $text "$TestDrive/text.onnx"; Import-SaliencyNetwork "$TestDrive/text.onnx" @with } }
        @{ command = 'Import-SaliencyNetwork'; id = 'NetworkExists'; target = { 'scenes' }; do = { Import-SaliencyNetwork $colors -Name scenes @with } }
        @{ command = 'Import-SaliencyNetwork'; id = 'NetworkImportFailed'; target = { $colors }; store = $true; do = { Import-SaliencyNetwork $colors @with } }
        @{ command = 'Test-SaliencyNetwork'; id = 'ReferenceNotFound'; target = { "$TestDrive/none.npz" }; do = { Test-SaliencyNetwork "$TestDrive/none.npz" @with } }
        @{ command = 'Test-SaliencyNetwork'; id = 'ReferenceIsFolder'; target = { $folder }; do = { Test-SaliencyNetwork -LiteralReference $folder @with } }
        @{ command = 'Test-SaliencyNetwork'; id = 'ReferenceUnreadable'; target = { $text }; do = { Test-SaliencyNetwork $text @with } }
        @{ command = 'Test-SaliencyNetwork'; id = 'VerificationFailed'; target = { $vast }; do = { Test-SaliencyNetwork $vast -Network $colors @with } }
        @{ command = 'Test-SaliencyNetwork'; id = 'NetworkNotFound'; target = { 'none' }; ends = $true; do = { Test-SaliencyNetwork $vast -Network none @with } }
        @{ command = 'Measure-ObjectLocalization'; id = 'PredictionUnreadable'; target = { "$TestDrive/none.csv" }; ends = $true; do = { Measure-ObjectLocalization "$PSScriptRoot/../../examples/images/ground-truth.json" -Prediction "$TestDrive/none.csv" @with } }
        @{ command = 'Measure-ObjectLocalization'; id = 'GroundTruthUnreadable'; target = { $text }; ends = $true; do = { $map | Measure-ObjectLocalization -LiteralGroundTruth $text @with } }
        @{ command = 'Install-SaliencyNetwork'; id = 'NetworkExists'; target = { 'scenes' }; do = { Install-SaliencyNetwork "$($server.Uri)scenes.onnx" $hash @with } }
        @{ command = 'Install-SaliencyNetwork'; id = 'NetworkDownloadFailed'; target = { [uri]"$($server.Uri)none.onnx" }; do = { Install-SaliencyNetwork "$($server.Uri)none.onnx" $hash @with } }
        @{ command = 'Install-SaliencyNetwork'; id = 'NetworkChecksumWrong'; target = { [uri]"$($server.Uri)text.onnx" }; do = { Install-SaliencyNetwork "$($server.Uri)text.onnx" ('0' * 64) @with } }
        @{ command = 'Install-SaliencyNetwork'; id = 'NetworkUnreadable'; do = { Install-SaliencyNetwork "$($server.Uri)text.onnx" $hash @with } }
        @{ command = 'Uninstall-SaliencyNetwork'; id = 'NetworkNotFound'; target = { 'none' }; do = { Uninstall-SaliencyNetwork none @with } }
        @{ command = 'Uninstall-SaliencyNetwork'; id = 'NetworkBuiltIn'; target = { 'scenes' }; do = { Uninstall-SaliencyNetwork scenes @with } }
        @{ command = 'Uninstall-SaliencyNetwork'; id = 'NetworkRemovalFailed'; target = { 'stuck' }; stuck = $true; do = { Uninstall-SaliencyNetwork stuck @with } }
        @{ command = 'Set-SaliencyNetwork'; id = 'NetworkNotFound'; target = { 'none' }; do = { Set-SaliencyNetwork none -Default @with } }
        @{ command = 'Set-SaliencyNetwork'; id = 'NetworkNotChosen'; target = { 'stuck' }; stuck = $true; do = { Set-SaliencyNetwork stuck -Default @with } }
        @{ command = 'New-ClassModelImage'; id = 'EngineUnavailable'; target = { 'OnnxRuntime' }; ends = $true; do = { New-ClassModelImage 0 -Engine OnnxRuntime @with } }
        @{ command = 'New-ClassModelImage'; id = 'ClassNotFound'; target = { 'purple' }; do = { New-ClassModelImage purple @with } }
        @{ command = 'New-ClassModelImage'; id = 'LayerNotFound'; target = { 'nowhere' }; do = { New-ClassModelImage -Layer nowhere -Channel 0 @with } }
        @{ command = 'New-ClassModelImage'; id = 'NeuronNotFound'; target = { [Activator]::CreateInstance([SaliencyPS.ObjectBox].Assembly.GetType('SaliencyPS.ClassModels.ClassModelNeuron'), @('blurred', 99, $null)) }; do = { New-ClassModelImage -Network $colors -Layer blurred -Channel 99 @with } }
        @{ command = 'New-ClassModelImage'; id = 'NetworkNotFound'; target = { 'none' }; ends = $true; do = { New-ClassModelImage 0 -Network none @with } }
        @{ command = 'New-ClassModelImage'; id = 'OutFileInvalid'; target = { 'Env:/red.png' }; do = { New-ClassModelImage 0 -OutFile Env:/red.png @with } }
        @{ command = 'New-ClassModelImage'; id = 'OutFileExists'; target = { $text }; do = { New-ClassModelImage 0 -OutFile $text -NoClobber @with } }
        @{ command = 'New-ClassModelImage'; id = 'OutFileUnwritable'; target = { $nowhere }; do = { New-ClassModelImage 0 -Iteration 0 -OutFile $nowhere @with } }
        @{ command = 'New-ClassModelImage'; id = 'ClassModelFailed'; target = { 'red' }; do = { New-ClassModelImage 0 -Network $colors -LearningRate 1e300 -Regularization 1e300 -Iteration 9 @with } }
        @{ command = 'Export-SaliencyImage'; id = 'OutFileInvalid'; target = { "$TestDrive/red.gif" }; do = { $map | Export-SaliencyImage "$TestDrive/red.gif" @with } }
        @{ command = 'Export-SaliencyImage'; id = 'OutFileExists'; target = { $text }; do = { $map | Export-SaliencyImage $text -NoClobber @with } }
        @{ command = 'Export-SaliencyImage'; id = 'OutFileUnwritable'; target = { $nowhere }; do = { $map | Export-SaliencyImage $nowhere @with } }
        @{ command = 'Export-SaliencyImage'; id = 'OutFileIsPicture'; target = { $red }; do = { $map | Export-SaliencyImage $red @with } }
        @{ command = 'Export-SaliencyImage'; id = 'DestinationNotFound'; target = { "$TestDrive/none" }; ends = $true; do = { $map | Export-SaliencyImage -Destination "$TestDrive/none" @with } }
        @{ command = 'Export-SaliencyImage'; id = 'PictureKindUnsuitable'; target = { $map }; do = { $map | Export-SaliencyImage "$TestDrive/mask.png" -Kind Mask @with } }
        @{ command = 'Export-SaliencyImage'; id = 'DrawingFailed'; target = { $outside }; do = { $outside | Export-SaliencyImage "$TestDrive/crop.png" -Kind Crop @with } }
        @{ command = 'Export-SaliencyImage'; id = 'PictureUnreadable'; target = { $lost.Path }; do = { $lost | Export-SaliencyImage "$TestDrive/lost.png" @with } }
        @{ command = 'Show-SaliencyImage'; id = 'PictureKindUnsuitable'; target = { $map }; do = { $map | Show-SaliencyImage -Kind Mask @with } }
        @{ command = 'Show-SaliencyImage'; id = 'DrawingFailed'; target = { $outside }; do = { $outside | Show-SaliencyImage -Kind Crop @with } }
        @{ command = 'Show-SaliencyImage'; id = 'PictureUnreadable'; target = { $lost.Path }; do = { $lost | Show-SaliencyImage -Kind Overlay @with } }
        @{ command = 'Export-SaliencyNetwork'; id = 'OutFileInvalid'; target = { 'Env:/x.onnx' }; ends = $true; do = { Export-SaliencyNetwork $colors Env:/x.onnx @with } }
        @{ command = 'Export-SaliencyNetwork'; id = 'OutFileExists'; target = { $text }; ends = $true; do = { Export-SaliencyNetwork $colors $text -NoClobber @with } }
        @{ command = 'Export-SaliencyNetwork'; id = 'OutFileUnwritable'; target = { $nowhere }; ends = $true; do = { Export-SaliencyNetwork $colors $nowhere -NoSaliency @with } }
        @{ command = 'Get-ClassSaliency'; id = 'ShardInvalid'; target = { '3/2' }; ends = $true; do = { Get-ClassSaliency $red -Shard 3/2 @with } }
        @{ command = 'Export-SaliencyResult'; id = 'ResultsRefused'; target = { $half }; ends = $true; do = { Export-SaliencyResult $red -Network $colors -Results $half @with } }
        @{ command = 'Export-SaliencyResult'; id = 'ResultsUnwritable'; target = { $blocked }; ends = $true; do = { Export-SaliencyResult $red -Network $colors -Results $blocked @with } }
        @{ command = 'Merge-SaliencyResult'; id = 'ResultsIncomplete'; target = { 2 }; do = { Merge-SaliencyResult $half @with } }
        @{ command = 'Merge-SaliencyResult'; id = 'ResultsUnreadable'; target = { $nothing }; do = { Merge-SaliencyResult $nothing @with } }
        @{ command = 'Export-SaliencyReport'; id = 'OutFileInvalid'; target = { 'Env:/x.html' }; ends = $true; do = { $map | Export-SaliencyReport Env:/x.html @with } }
        @{ command = 'Export-SaliencyReport'; id = 'OutFileExists'; target = { $text }; ends = $true; do = { $map | Export-SaliencyReport $text -NoClobber @with } }
        @{ command = 'Export-SaliencyReport'; id = 'OutFileUnwritable'; target = { "$TestDrive/none/report.html" }; ends = $true; do = { $map | Export-SaliencyReport "$TestDrive/none/report.html" @with } }
        @{ command = 'Export-SaliencyReport'; id = 'OutFileInvalid'; target = { $red }; ends = $true; do = { $map | Export-SaliencyReport $red @with } }
        @{ command = 'Export-SaliencyReport'; id = 'ResultsIncomplete'; target = { 2 }; ends = $true; do = { Export-SaliencyReport "$TestDrive/report.html" -Results $half @with } }
        @{ command = 'Export-SaliencyReport'; id = 'ResultsUnreadable'; target = { $nothing }; ends = $true; do = { Export-SaliencyReport "$TestDrive/report.html" -Results $nothing @with } }
        @{ command = 'Export-SaliencyReport'; id = 'PictureUnreadable'; target = { $lost.Path }; do = { $lost | Export-SaliencyReport "$TestDrive/report.html" @with } }
    )
    foreach ($case in $cases) { $case.ends = [bool]$case.ends; $case.store = [bool]$case.store; $case.stuck = [bool]$case.stuck }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = (New-Image (Join-Path $TestDrive 'red.png')).FullName
    $text = (New-Item (Join-Path $TestDrive 'text.jpg') -Value 'no image').FullName
    $vast = New-Reference (Join-Path $TestDrive 'vast') -Logits 0, 0, 0, 0, 0 -Color 3e38, -3e38, -3e38
    $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'folder')).FullName
    $nowhere = Join-Path $TestDrive 'none/file.png'
    $map, $flat = Get-ClassSaliency $red -Network $colors -Class red, 'plain grey'
    $gone = New-Image (Join-Path $TestDrive 'gone.png')
    Get-ClassSaliency $gone -Network $colors -Class red | Export-Clixml "$TestDrive/lost.xml"
    Remove-Item $gone
    $lost = Import-Clixml "$TestDrive/lost.xml"
    $pairs = Get-SaliencyNetwork -LiteralPath (Join-Path $PSScriptRoot 'fixtures/two-channels.onnx')
    # So long and thin that its middle cannot be shown to a network.
    $thread = Join-Path $TestDrive 'thread.png'
    $long = [SaliencyPS.Imaging.RgbImage]::new(1, 70000)
    [IO.File]::WriteAllBytes($thread, [SaliencyPS.Imaging.Codecs.ImageEncoder]::Encode($long, 'Png'))
    $outside = [SaliencyPS.ObjectBox] @{ Path = $red; Label = 'red'; X = 60; Y = 40; Width = 20; Height = 20 }
    $server = Start-FileServer @{ '/text.onnx' = $text; '/sixlabors.imagesharp/2.1.13/sixlabors.imagesharp.2.1.13.nupkg' = $text }
    $engines, $env:SALIENCYPS_ENGINES, $env:SALIENCYPS_PACKAGES = $env:SALIENCYPS_ENGINES, "$TestDrive/engines", $server.Uri
    # What is in the way of what is removed.
    $null = New-Item -ItemType Directory "$TestDrive/engines/OpenCV/1.0"
    Set-Content "$TestDrive/engines/.removed-OpenCV" ''
    $hash = (Get-FileHash $text).Hash
    # The first of two shards, and a folder without any.
    $half, $nothing = "$TestDrive/half", "$TestDrive/nothing"
    $null = Export-SaliencyResult $red -Network $colors -Top 1 -Results $half -Shard 1/2
    # And one with a folder where a file is to be.
    $blocked = "$TestDrive/blocked"
    $null = New-Item -ItemType Directory "$blocked/part-00001-of-00001.jsonl"
    $topic = Get-Content -Raw (Join-Path $repository 'module/en-US/about_SaliencyPS_Errors.help.txt')
}

AfterAll {
    $env:SALIENCYPS_ENGINES, $env:SALIENCYPS_PACKAGES = $engines, $null
    Stop-FileServer $server
}

Describe 'The rows here' {
    It 'have every error id' -ForEach @{ tested = $cases.id } {
        $ids = [SaliencyPS.Cmdlets.Commands.GetClassSaliencyCommand].Assembly.GetType('SaliencyPS.Cmdlets.Errors.ErrorId').GetEnumNames()
        $ids.Where{ $_ -notin $tested } | Should -BeNullOrEmpty
    }
}

Describe '<command> <id>' -ForEach $cases {
    BeforeAll {
        $before = $env:SALIENCYPS_NETWORKS
        if ($store) { $env:SALIENCYPS_NETWORKS = Join-Path $text 'store' }
        if ($stuck) { $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive 'store' }
    }

    BeforeEach {
        if ($stuck) {
            # Folders are where the description and the choice of the default should be, so they are not deleted or replaced as files.
            'stuck.json', 'default' | ForEach-Object { $null = [IO.Directory]::CreateDirectory("$TestDrive/store/$_") }
            Copy-Item $colors "$TestDrive/store/stuck.onnx"
        }
    }

    AfterAll { $env:SALIENCYPS_NETWORKS = $before }

    It 'is kept by -ErrorVariable, with its category and target' {
        $with = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failed' }
        $thrown = $null
        try { . $do | Out-Null } catch { $thrown = $_ }
        [bool]$thrown | Should -Be $ends
        $record = $ends ? $thrown : $failed[0]
        if (-not $ends) { @($failed).Count | Should -Be 1 }
        $record.FullyQualifiedErrorId | Should -Be "$id,SaliencyPS.Cmdlets.Commands.$($command -replace '-')Command"
        if ($target) { @($record.TargetObject)[0] | Should -Be (. $target) }
        $categories = [regex]::Match($topic, "(?m)^  $id\r?\n    Category  (.+?)\r?$").Groups[1].Value -split ', | or '
        $categories | Should -Contain $record.CategoryInfo.Category
    }

    It 'is thrown under -ErrorAction Stop' {
        $with = @{ ErrorAction = 'Stop' }
        { . $do } | Should -Throw -ErrorId "$id,*"
    }

    It 'tells what it is about' {
        $with = @{ ErrorAction = 'Stop' }
        try { . $do } catch { $record = $_ }
        $message = $record.ErrorDetails ? $record.ErrorDetails.Message : $record.Exception.Message
        $about = $target ? @(. $target)[0] : $null
        # Not by -like, which takes ı and I for one letter under tr-TR, and i and I for two.
        if ($about -is [string]) { $message.Contains((Split-Path -Leaf $about), 'OrdinalIgnoreCase') | Should -BeTrue -Because $message }
    }
}

Describe 'Errors in a pipeline' {
    It 'let the others go on, and end at the first under Stop' {
        $labels = $text, $red, $text, $red | Get-ClassSaliency -Network $colors -Top 1 -ErrorAction SilentlyContinue -ErrorVariable failed | ForEach-Object Label
        $labels | Should -Be 'red', 'red'
        $failed | Should -HaveCount 2
        { $red, $text, $red | Get-ClassSaliency -Network $colors -Top 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PictureUnreadable,*'
    }

    It 'leave no trace under Ignore' {
        $Error.Clear()
        Get-ClassSaliency $text -ErrorAction Ignore
        $Error | Should -BeNullOrEmpty
    }
}
