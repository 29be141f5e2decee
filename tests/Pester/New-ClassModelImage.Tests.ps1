BeforeAll {
    . $PSScriptRoot/common.ps1
    $all = @{ Network = Get-SaliencyNetwork -LiteralPath $colors; Iteration = 5 }
}

Describe 'New-ClassModelImage' {
    It 'climbs' {
        $image = New-ClassModelImage red @all
        $image | Should -BeOfType SaliencyPS.ClassModelImage
        $image.ScoreHistory | Should -HaveCount 6
        $image.Width, $image.Height, $image.Objective | Should -Be 32, 32, 'Score'
        (New-ClassModelImage red @all -Objective Probability).Objective | Should -Be 'Probability'
    }

    It 'takes classes from the pipeline: names, and the labels of results' {
        ('re*', '3' | New-ClassModelImage @all).Label | Should -Be 'red', 'yellow'
        (New-ClassModelImage red, *e* @all).Label | Should -Be 'red', 'green', 'blue', 'yellow', 'plain grey' -Because 'each is made once'
        $red = New-Image (Join-Path $TestDrive 'red.png')
        (Get-ClassSaliency $red -Network $colors -Top 2 | New-ClassModelImage @all).Label | Should -Be 'red', 'plain grey'
    }

    It 'goes on after a class that there is not' {
        ('purple', 'red' | New-ClassModelImage @all -ErrorVariable failed -ErrorAction SilentlyContinue).Label | Should -Be 'red'
        $failed.FullyQualifiedErrorId | Should -BeLike 'ClassNotFound,*'
    }

    It 'takes presets, and changes to them' {
        $natural = New-ClassModelImage red @all -Preset Natural
        $natural.Image.Pixels | Should -Not -Be (New-ClassModelImage red @all).Image.Pixels
        $natural.Image.Pixels | Should -Be (New-ClassModelImage red @all -Preset natural -ThrottleLimit 1).Image.Pixels
        $natural.Image.Pixels | Should -Not -Be (New-ClassModelImage red @all -Preset natural -Seed 2).Image.Pixels
        { New-ClassModelImage red @all -Preset oil } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'completes presets and choices' {
        (TabExpansion2 'New-ClassModelImage red -Preset ').CompletionMatches.CompletionText | Should -Be 'Plain', 'Natural'
        (TabExpansion2 'New-ClassModelImage red -Optimizer A').CompletionMatches.CompletionText | Should -Be 'Adam', 'Ascent'
    }

    It 'makes images of channels and neurons' {
        $layer = $all.Network.Layers[0]
        $images = 0, 1 | New-ClassModelImage -Layer $layer.Name @all
        $images.ClassIndex | Should -Be 0, 1
        $images[0].Layer | Should -Be $layer.Name
        (New-ClassModelImage -Layer 1 -Channel 0 -Position 0, 1 @all).Label | Should -Be "$($layer.Name) channel 0 at 0,1"
        { New-ClassModelImage -Layer nowhere -Channel 0 @all -ErrorAction Stop } | Should -Throw -ErrorId 'LayerNotFound,*'
        { New-ClassModelImage -Layer 1 -Channel 99 @all -ErrorAction Stop } | Should -Throw -ErrorId 'NeuronNotFound,*'
        { New-ClassModelImage -Class red -Layer 1 -Channel 0 @all } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'stops on a plateau' {
        (New-ClassModelImage red -Network $all.Network -PlateauWindow 5 -PlateauTolerance 1 -Iteration 500).ScoreHistory.Count | Should -BeLessThan 100
    }

    Context 'files' {
        BeforeEach {
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive "[1] $([guid]::NewGuid())")
            $file = Join-Path $folder.FullName 'red [x].png'
        }

        It 'writes a PNG that can be read again' {
            $image = New-ClassModelImage red @all -OutFile $file
            $read = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($file)
            $read.Pixels | Should -Be $image.Image.Pixels
            Get-ChildItem -LiteralPath $folder.FullName -Force | Should -HaveCount 1
        }

        It 'writes frames beside it, and a sheet of all' {
            $sheet = Join-Path $folder.FullName 'all.jpg'
            $image = New-ClassModelImage red @all -OutFile $file -FrameInterval 2 -SheetFile $sheet
            $image.Frames | Should -HaveCount 4
            Get-ChildItem -LiteralPath $folder.FullName -Name | Sort-Object | Should -Be 'all.jpg', 'red [x].apng', 'red [x].png'
            $null = New-ClassModelImage red @all -OutFile $file -FrameInterval 5 -FrameFormat Png
            Get-ChildItem -LiteralPath $folder.FullName -Name -Filter '*.000?.png' | Sort-Object | Should -Be 'red [x].0000.png', 'red [x].0001.png'
        }

        It 'keeps frames and sheets under -NoClobber' {
            $sheet, $frames = 'all.png', 'red [x].apng' | ForEach-Object { Join-Path $folder.FullName $_ }
            Set-Content -LiteralPath $sheet, $frames 'mine'
            $null = New-ClassModelImage red @all -OutFile $file -FrameInterval 1 -SheetFile $sheet -NoClobber -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -BeLike 'OutFileExists,*'
            $failed.TargetObject | Should -Be $frames
            Get-Content -LiteralPath $sheet, $frames | Should -Be 'mine', 'mine'
            Get-ChildItem -LiteralPath $folder.FullName | Should -HaveCount 2
            $null = New-ClassModelImage red @all -SheetFile $sheet -NoClobber -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.TargetObject | Should -Be $sheet
        }

        It 'makes the images where the sheet can be none' {
            (New-ClassModelImage red @all -SheetFile (Join-Path $folder.FullName 'sheet.tiff') -ErrorVariable failed -ErrorAction SilentlyContinue).Label | Should -Be 'red'
            $failed.FullyQualifiedErrorId | Should -BeLike 'OutFileInvalid,*'
        }

        It 'replaces what is read-only with -Force only' {
            Set-Content -LiteralPath $file 'mine'
            Set-ItemProperty -LiteralPath $file IsReadOnly $true
            { New-ClassModelImage red @all -OutFile $file -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileExists,*'
            $null = New-ClassModelImage red @all -OutFile $file -Force
            (Get-Item -LiteralPath $file).Length | Should -BeGreaterThan 50
        }

        It 'names a file for each class' {
            $images = 'red', 'blue' | New-ClassModelImage @all -OutFile { Join-Path $folder.FullName "$_.png" }
            $images | Should -HaveCount 2
            Get-ChildItem -LiteralPath $folder.FullName -Name | Sort-Object | Should -Be 'blue.png', 'red.png'
        }

        It 'keeps a file under -NoClobber, and replaces it otherwise' {
            Set-Content -LiteralPath $file 'mine'
            { New-ClassModelImage red @all -OutFile $file -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileExists,*'
            Get-Content -LiteralPath $file | Should -Be 'mine'
            $null = New-ClassModelImage red @all -OutFile $file
            (Get-Item -LiteralPath $file).Length | Should -BeGreaterThan 50
        }

        It 'says so when two classes have one file' {
            $images = New-ClassModelImage red, blue @all -OutFile $file -ErrorVariable failed -ErrorAction SilentlyContinue
            $images.Label | Should -Be 'red'
            $failed.FullyQualifiedErrorId | Should -BeLike 'OutFileExists,*'
        }

        It 'says so when the file cannot be written' {
            { New-ClassModelImage red @all -OutFile "$TestDrive/none/red.png" -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileUnwritable,*'
            { New-ClassModelImage red @all -OutFile Env:/red -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileInvalid,*'
        }
    }
}
