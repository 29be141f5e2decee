BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $saliency = Get-ClassSaliency $red -Network $colors -Top 2
    $box = $saliency[0] | Find-ObjectBox
    $model = New-ClassModelImage red -Network $colors -Iteration 1
    function Read-Image($File) {
        [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read("$File")
    }
    function Get-Name { Get-ChildItem -LiteralPath $folder -Force -Name | Sort-Object }
}

Describe 'Export-SaliencyImage' {
    It 'never replaces a photograph, whatever links lead to it' -Skip:$IsWindows {
        $real = New-Item -ItemType Directory "$TestDrive/real"
        $photograph = New-Image "$real/photograph.png"
        $null = New-Item -ItemType SymbolicLink "$TestDrive/link" -Target $real
        $before = (Get-FileHash $photograph).Hash
        { Get-ClassSaliency "$TestDrive/link/photograph.png" -Network $colors -Top 1 | Export-SaliencyImage $photograph -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileIsPicture,*'
        (Get-FileHash $photograph).Hash | Should -Be $before
    }

    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive "[1] é $([guid]::NewGuid())")).FullName
        $file = Join-Path $folder 'a [b] ü.png'
    }

    It 'writes <kind> of class saliency, <width> pixels wide' -ForEach @(
        @{ kind = 'HeatMap'; width = 64 }, @{ kind = 'Overlay'; width = 64 }, @{ kind = 'SideBySide'; width = 200 }, @{ kind = 'Image'; width = 64 }
    ) {
        $saliency[0] | Export-SaliencyImage -LiteralPath $file -Kind $kind | Should -BeNullOrEmpty
        (Read-Image $file).Width | Should -Be $width
        Get-Name | Should -Be 'a [b] ü.png'
    }

    It 'writes <_> of a box' -ForEach 'Mask', 'Box', 'Overlay', 'SideBySide' {
        $box | Export-SaliencyImage -LiteralPath $file -Kind $_
        (Read-Image $file).Height | Should -Be 48
    }

    It 'cuts the object out' {
        $box | Export-SaliencyImage -LiteralPath $file -Kind Crop
        $crop = Read-Image $file
        $crop.Width, $crop.Height | Should -Be 20, 20
        $crop.Pixels | Sort-Object -Unique | Should -Be 20, 220
    }

    It 'writes a class model image as it is' {
        Export-SaliencyImage -InputObject $model -LiteralPath $file
        [Linq.Enumerable]::SequenceEqual((Read-Image $file).Pixels, $model.Image.Pixels) | Should -BeTrue
    }

    It 'uses the colors and the opacity asked for' {
        $plain = $saliency[0] | Export-SaliencyImage -LiteralPath $file -Opacity 0 -PassThru
        [Linq.Enumerable]::SequenceEqual((Read-Image $plain.FullName).Pixels, (Read-Image $red).Pixels) | Should -BeTrue
        $images = foreach ($map in 'Viridis', 'Inferno', 'Turbo', 'Gray') {
            $saliency[0] | Export-SaliencyImage -LiteralPath $file -Kind HeatMap -ColorMap $map
            (Read-Image $file).Pixels -join ' '
        }
        $images | Sort-Object -Unique | Should -HaveCount 4
    }

    It 'takes the format from the name, or from -Format' {
        $jpeg = Join-Path $folder 'a.JPG'
        $saliency[0] | Export-SaliencyImage -LiteralPath $jpeg
        [IO.File]::ReadAllBytes($jpeg)[0..1] | Should -Be 0xFF, 0xD8
        $small = (Get-Item -LiteralPath ($saliency[0] | Export-SaliencyImage -LiteralPath $jpeg -Quality 5 -PassThru).FullName).Length
        ($saliency[0] | Export-SaliencyImage -LiteralPath $jpeg -Quality 100 -PassThru).Length | Should -BeGreaterThan $small
        $saliency[0] | Export-SaliencyImage -LiteralPath (Join-Path $folder 'b.dat') -Format Png
        [IO.File]::ReadAllBytes((Join-Path $folder 'b.dat'))[0] | Should -Be 0x89
        { $saliency[0] | Export-SaliencyImage -LiteralPath (Join-Path $folder 'c.gif') -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileInvalid,*'
    }

    It 'never takes the photograph of the object for the file to write' -Tag Slow {
        $before = [IO.File]::ReadAllBytes($red)
        { $saliency[0] | Export-SaliencyImage -Path $red.FullName -Force -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileIsPicture,*'
        { & $pwsh -NoProfile -NonInteractive -Command "Import-Module '$repository/module/SaliencyPS.psd1'; Get-ClassSaliency '$red' -Network '$colors' | Export-SaliencyImage" 2>$null } | Should -Not -Throw
        [IO.File]::ReadAllBytes($red) | Should -Be $before
    }

    It 'names the files in a folder, each once' {
        $other = New-Item -ItemType Directory (Join-Path $folder 'other')
        $second = New-Image (Join-Path $other.FullName 'red.png')
        $maps = $saliency + (Get-ClassSaliency -LiteralPath $second -Network $colors -Top 1) + $box
        $files = $maps | Export-SaliencyImage -Destination $folder -PassThru
        $files.Name | Should -Be 'red.1.red.gradient.overlay.png', 'red.2.plain_grey.gradient.overlay.png', 'red-2.1.red.gradient.overlay.png', 'red.1.red.gradient.box.png'
        $files | ForEach-Object { $_ | Should -BeOfType IO.FileInfo }
        ($saliency[1], $saliency[1] | Export-SaliencyImage -Destination (Join-Path $folder twice) -Force -PassThru).Name | Should -Be 'red.2.plain_grey.gradient.overlay.png', 'red.2.plain_grey.gradient.overlay-2.png'
        ($model | Export-SaliencyImage -Destination $folder -Format Jpeg -PassThru).Name | Should -Be 'colors.0.red.jpg'
    }

    It 'names files with a script block, and the next command takes them' {
        $files = $saliency | Export-SaliencyImage -LiteralPath { Join-Path $folder "[$($_.Rank)] $($_.Label).png" } -PassThru
        $files.Name | Should -Be '[1] red.png', '[2] plain grey.png'
        ($files | Get-ClassSaliency -Network $colors -Top 1) | Should -HaveCount 2
    }

    It 'needs a file for each object' {
        $saliency | Export-SaliencyImage -LiteralPath $file -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'OutFileExists,*'
        $failed.TargetObject | Should -Be $file
    }

    It 'finds relative paths from the location, and PSDrives' {
        $null = New-PSDrive -Name Pictures -PSProvider FileSystem -Root $folder
        Push-Location -LiteralPath $folder
        try {
            $saliency[0] | Export-SaliencyImage one.png
            $saliency[0] | Export-SaliencyImage -Path ./two.png
            $saliency[0] | Export-SaliencyImage -LiteralPath 'Pictures:/three [x].png'
            $saliency[0] | Export-SaliencyImage -Destination .
        }
        finally {
            Pop-Location
            Remove-PSDrive Pictures
        }

        Get-Name | Should -Be (@('one.png', 'two.png', 'three [x].png', 'red.1.red.gradient.overlay.png') | Sort-Object)
        { $saliency[0] | Export-SaliencyImage Env:/x.png -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileInvalid,*'
    }

    It 'takes wildcards in -Path for one file that is there' {
        $null = foreach ($name in 'one.png', 'two.png') { New-Item (Join-Path $TestDrive $name) -Force }
        $saliency[0] | Export-SaliencyImage "$TestDrive/o*.png"
        (Get-Item "$TestDrive/one.png").Length | Should -BeGreaterThan 50
        { $saliency[0] | Export-SaliencyImage "$TestDrive/[ot]*.png" -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileInvalid,*'
    }

    It 'writes, makes and emits nothing under -WhatIf' {
        $saliency | Export-SaliencyImage -Destination (Join-Path $folder 'new') -Force -PassThru -WhatIf | Should -BeNullOrEmpty
        $saliency[0] | Export-SaliencyImage -LiteralPath $file -WhatIf
        Get-Name | Should -BeNullOrEmpty
    }

    It 'keeps files under -NoClobber, and replaces them otherwise' {
        Set-Content -LiteralPath $file 'mine'
        { $saliency[0] | Export-SaliencyImage -LiteralPath $file -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileExists,*'
        Get-Content -LiteralPath $file | Should -Be 'mine'
        $saliency[0] | Export-SaliencyImage -LiteralPath $file
        (Read-Image $file).Width | Should -Be 64
    }

    It 'replaces what is read-only, and makes folders, with -Force only' {
        Set-Content -LiteralPath $file 'mine'
        Set-ItemProperty -LiteralPath $file IsReadOnly $true
        { $saliency[0] | Export-SaliencyImage -LiteralPath $file -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileExists,*'
        $saliency[0] | Export-SaliencyImage -LiteralPath $file -Force
        (Read-Image $file).Width | Should -Be 64
        $deep = Join-Path $folder 'new/deep'
        { $saliency | Export-SaliencyImage -Destination $deep } | Should -Throw -ErrorId 'DestinationNotFound,*'
        { $saliency[0] | Export-SaliencyImage -LiteralPath "$deep/a.png" -ErrorAction Stop } | Should -Throw -ErrorId 'OutFileUnwritable,*'
        $saliency | Export-SaliencyImage -Destination $deep -Force
        Get-ChildItem -LiteralPath $deep | Should -HaveCount 2
    }

    It 'goes on after an object that has no such image, or whose photograph is gone' {
        $saliency[0], $box | Export-SaliencyImage -Destination $folder -Kind Mask -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureKindUnsuitable,*'
        "$failed" | Should -BeLike '*Find-ObjectBox*' -Because 'that makes what has one'
        $failed.TargetObject | Should -Be $saliency[0]
        Get-Name | Should -Be 'red.1.red.gradient.mask.png'

        $gone = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($box, 2).Replace('red.png', 'gone.png'))
        $gone, $box | Export-SaliencyImage -Destination $folder -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        Get-Name | Should -Be 'red.1.red.gradient.box.png', 'red.1.red.gradient.mask.png'
    }

    It 'refuses what is no result' {
        { $red | Export-SaliencyImage -LiteralPath $file -ErrorAction Stop } | Should -Throw -ErrorId 'InputObjectNotBound,*'
    }

    It 'draws what comes back from a file exactly as what was never away' {
        $clixml = Join-Path $TestDrive 'results.xml'
        @($saliency[0]; $box; $model) | Export-Clixml $clixml
        $live = @($saliency[0]; $box; $model) | Export-SaliencyImage -Destination $folder -PassThru
        $copies = Import-Clixml $clixml | Export-SaliencyImage -Destination (Join-Path $folder 'copies') -Force -PassThru
        $copies.Name | Should -Be $live.Name
        0..2 | ForEach-Object { (Get-FileHash -LiteralPath $copies[$_].FullName).Hash | Should -Be (Get-FileHash -LiteralPath $live[$_].FullName).Hash }
    }

    It 'writes several kinds at once' {
        $both = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        ($box | Export-SaliencyImage -Destination $both -Kind Box, Crop, Box -PassThru).Name | Should -Be 'red.1.red.gradient.box.png', 'red.1.red.gradient.crop.png'
        { $box | Export-SaliencyImage (Join-Path $both 'one.png') -Kind Box, Crop } | Should -Throw -ErrorId 'OutFileInvalid,*'
        # What a result lacks is an error; the rest is written.
        ($saliency[0] | Export-SaliencyImage -Destination $both -Kind Mask, HeatMap -PassThru -ErrorAction SilentlyContinue).Name | Should -Be 'red.1.red.gradient.heatmap.png'
    }

    It 'names files by the method too' {
        $both = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        foreach ($method in 'Gradient', 'GradCAM') { Get-ClassSaliency $red -Network $colors -Top 1 -Method $method | Export-SaliencyImage -Destination $both -NoClobber -ErrorAction Stop }
        (Get-ChildItem $both).Name | Sort-Object | Should -Be 'red.1.red.gradcam.overlay.png', 'red.1.red.gradient.overlay.png'
    }

    It 'writes label and probability into images' {
        $plain, $labelled = 'plain', 'labelled' | ForEach-Object { Join-Path $TestDrive "$_.png" }
        $saliency[0] | Export-SaliencyImage $plain
        $saliency[0] | Export-SaliencyImage $labelled -Caption
        (Get-FileHash $labelled).Hash | Should -Not -Be (Get-FileHash $plain).Hash
    }

    It 'completes what there is to choose from' {
        Complete 'Export-SaliencyImage -Kind ' | Should -Be 'Box', 'Crop', 'HeatMap', 'Image', 'Mask', 'Overlay', 'SideBySide'
        Complete 'Export-SaliencyImage -ColorMap v' | Should -Be 'Viridis'
        Complete 'Export-SaliencyImage -Format ' | Should -Be 'Jpeg', 'Png'
    }
}
