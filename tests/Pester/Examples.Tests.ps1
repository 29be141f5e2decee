BeforeDiscovery { $scripts = Get-ChildItem $PSScriptRoot/../../examples/*.ps1 -Exclude *.Tests.ps1 }

BeforeAll {
    . $PSScriptRoot/common.ps1
    $examples = Join-Path $repository 'examples'
    $photos = Join-Path $TestDrive 'photos [1]'
    $null = [IO.Directory]::CreateDirectory($photos)
    Copy-Item "$examples/images/mushroom-017.jpg", "$examples/images/lamp-038.jpg", "$examples/images/ground-truth.json" -Destination $photos
    function Get-Tree([string] $Folder) { Get-ChildItem -LiteralPath $Folder -Recurse -File -Name | ForEach-Object { $_ -replace '\\', '/' } | Sort-Object }
}

Describe '<_.Name>' -ForEach $scripts {
    It 'has help for itself and for each parameter' {
        $help = Get-Help $_.FullName -Full
        $help.Synopsis | Should -Not -BeLike '*.ps1*' -Because 'that would be the generated syntax'
        $help.examples.example.Count | Should -BeGreaterOrEqual 1
        foreach ($parameter in $help.parameters.parameter) {
            if ($parameter.name -notin 'WhatIf', 'Confirm') { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name }
        }
    }
}

Describe 'Export-NightlyScan' {
    BeforeEach { $target = Join-Path $TestDrive ([guid]::NewGuid()) }

    It 'writes a table and a page' {
        Set-Content -LiteralPath (Join-Path $photos 'broken.png') 'no image'
        $scan = & $examples/Export-NightlyScan.ps1 $photos $target -ErrorAction SilentlyContinue
        Remove-Item -LiteralPath (Join-Path $photos 'broken.png')
        $scan.Found, $scan.Failed | Should -Be 2, 1
        $rows = Import-Csv -LiteralPath $scan.Csv
        $rows.Label | Sort-Object | Should -Be 'lamp', 'mushroom'
        foreach ($row in $rows) { $row.Probability | Should -Match '^[01]\.\d+' }
        [double] $rows[0].Probability | Should -BeGreaterThan 0.5
        Get-Content -Raw -LiteralPath $scan.Report | Should -Match 'mushroom-017\.jpg'
        (& $examples/Export-NightlyScan.ps1 $photos $target).Found | Should -Be 2
        Import-Csv -LiteralPath $scan.Csv | Should -HaveCount 2 -Because 'the second scan of a day takes the place of the first'
    }

    It 'goes on with a scan that was stopped' {
        $null = Get-ChildItem -LiteralPath $photos -Filter lamp* | Export-SaliencyResult -Results (Join-Path $target saliency-scan) -Root $photos -Top 1
        $scan = & $examples/Export-NightlyScan.ps1 $photos $target
        $scan.Found, $scan.DoneBefore, $scan.Failed | Should -Be 2, 1, 0
        (Import-Csv -LiteralPath $scan.Csv).Path | Should -Be (Join-Path $photos lamp-038.jpg), (Join-Path $photos mushroom-017.jpg)
        Join-Path $target saliency-scan | Should -Not -Exist
        $null = Get-ChildItem -LiteralPath $photos -Filter lamp* | Export-SaliencyResult -Results (Join-Path $target saliency-scan) -Root $photos -Top 1 -Network $colors -ErrorAction SilentlyContinue
        { & $examples/Export-NightlyScan.ps1 $photos $target -ErrorAction Stop } | Should -Throw -ExpectedMessage '*made in another way: network*'
        Get-Content -Raw -LiteralPath $scan.Report | Should -Match 'lamp-038\.jpg' -Because 'the report of the scan before stays'
    }

    It 'writes nothing under -WhatIf' {
        & $examples/Export-NightlyScan.ps1 $photos $target -WhatIf | Should -BeNullOrEmpty
        $target | Should -Not -Exist
    }
}

Describe 'Move-PictureByLabel' {
    BeforeEach {
        $folder = Join-Path $TestDrive "[2] $([guid]::NewGuid())"
        $null = [IO.Directory]::CreateDirectory($folder)
        Copy-Item -LiteralPath "$photos/mushroom-017.jpg", "$photos/lamp-038.jpg" -Destination $folder
    }

    It 'sorts by label what the network is sure of' {
        & $examples/Move-PictureByLabel.ps1 $folder -Network scenes -MinimumProbability 1 | Out-Null
        & $examples/Move-PictureByLabel.ps1 $folder -Network scenes | Out-Null
        Get-Tree $folder | Should -Be 'lamp/lamp-038.jpg', 'mushroom/mushroom-017.jpg'
    }

    It 'moves nothing by a network that was not named' {
        (Get-Command $examples/Move-PictureByLabel.ps1).Parameters['Network'].Attributes.Mandatory | Should -Contain $true
    }

    It 'moves nothing under -WhatIf' {
        & $examples/Move-PictureByLabel.ps1 $folder -Network scenes -WhatIf | Should -BeNullOrEmpty
        Get-Tree $folder | Should -Be 'lamp-038.jpg', 'mushroom-017.jpg'
    }
}

Describe 'Export-ObjectCrop' {
    BeforeEach { $target = Join-Path $TestDrive "[3] $([guid]::NewGuid())" }

    It 'cuts out the box' {
        $image = New-Image (Join-Path $TestDrive 'red [x].png')
        $file = $image | & $examples/Export-ObjectCrop.ps1 -Destination $target -Network $colors
        $file.Name | Should -Be 'red__x_.1.red.gradient.crop.png'
        $crop = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($file.FullName)
        $crop.Width, $crop.Height | Should -Be 20, 20
        ($crop.Pixels | Sort-Object -Unique) | Should -Be 20, 220
        & $examples/Export-ObjectCrop.ps1 "$TestDrive/red*.png" $target -Network $colors -MinimumProbability 1 | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf' {
        & $examples/Export-ObjectCrop.ps1 (New-Image (Join-Path $TestDrive 'one.png')).FullName $target -Network $colors -WhatIf | Should -BeNullOrEmpty
        Test-Path -LiteralPath $target | Should -BeFalse
    }
}

Describe 'Compare-Network' -Tag Slow {
    It 'tells where networks agree' {
        $rows = & $examples/Compare-Network.ps1 $photos scenes scenes
        $rows | Should -HaveCount 2
        $rows.Same | Should -Be $true, $true
        $rows.Overlap | Should -Be 1, 1
        (& $examples/Compare-Network.ps1 $photos scenes $colors).Same | Should -Be $false, $false
    }
}

Describe 'Compare-Method' {
    BeforeEach { $target = Join-Path $TestDrive "[4] $([guid]::NewGuid())" }

    It 'draws each method for all networks side by side' {
        $rows = & $examples/Compare-Method.ps1 (New-Image (Join-Path $TestDrive 'two.png')).FullName $target -Network $colors, $colors -Class red -Method Gradient, GradCAM
        $rows.Method | Should -Be 'Gradient', 'GradCAM'
        Get-Tree $target | Should -Be 'two.gradcam.jpg', 'two.gradient.jpg'
        $strip = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($rows[0].Path)
        $strip.Width, $strip.Height | Should -Be 492, 188
    }

    It 'leaves out the methods that do not suit the networks, unless they are asked for' -Tag Slow {
        $red = (New-Image (Join-Path $TestDrive 'all.png')).FullName
        $rows = & $examples/Compare-Method.ps1 $red $target -Network $colors -Class red -WarningVariable warned -WarningAction SilentlyContinue
        $rows | Should -HaveCount ([enum]::GetValues[SaliencyPS.SaliencyMethod]().Count - 3)
        $warned | Should -HaveCount 3
        $warned[0] | Should -BeLike 'AttentionRollout is left out. *no attention*'
        { & $examples/Compare-Method.ps1 $red $target -Network $colors -Method LeGrad } | Should -Throw -ErrorId 'NetworkUnsuitable,*'
    }

    It 'writes nothing under -WhatIf' {
        & $examples/Compare-Method.ps1 (New-Image (Join-Path $TestDrive 'three.png')).FullName $target -Network $colors -WhatIf | Should -BeNullOrEmpty
        Test-Path -LiteralPath $target | Should -BeFalse
    }
}

Describe 'Test-Model' -Tag Slow {
    It 'ends with <code> for <network>, by -File as by -Command' -ForEach @(@{ network = 'scenes'; code = 0 }, @{ network = 'colors.onnx'; code = 1 }) {
        $name = $network -eq 'scenes' ? $network : $colors
        $results = Join-Path $TestDrive "$network.xml"
        # The Pester of this run, for there may be others.
        $pester = Split-Path (Split-Path (Get-Module Pester).ModuleBase)
        $text = & $pwsh -NoProfile -NonInteractive -Command "
            `$env:PSModulePath = '$pester$([IO.Path]::PathSeparator)' + `$env:PSModulePath
            & '$pwsh' -NoProfile -NonInteractive -File '$examples/Test-Model.ps1' '$name' -Path '$photos' -ResultFile '$results'; `"file `$LASTEXITCODE`"
            & '$examples/Test-Model.ps1' '$name' -Path '$photos' | Out-Null; exit `$LASTEXITCODE"
        $LASTEXITCODE | Should -Be $code -Because ($text -join "`n")
        $text | Should -Contain "file $code"
        ([xml] (Get-Content -Raw $results)).'test-results'.total | Should -Be 9
    }

    It 'tests photographs of whoever has others' {
        $others = (New-Item -ItemType Directory (Join-Path $TestDrive 'others')).FullName
        Copy-Item "$examples/images/teapot-021.jpg", "$examples/images/ground-truth.json" $others
        $text = & $pwsh -NoProfile -NonInteractive -File $examples/Test-Model.ps1 -Path $others
        $LASTEXITCODE | Should -Be 0 -Because ($text -join "`n")
        "$text" | Should -Match 'Passed: 3, .*Failed: 0'
    }

    It 'says what is missing where there are no photographs' {
        $text = & $pwsh -NoProfile -NonInteractive -File $examples/Test-Model.ps1 -Path $TestDrive 2>&1
        $LASTEXITCODE | Should -Be 1
        "$text" | Should -BeLike '*ground-truth.json*-Path*'
    }

    It 'lets the network in the box pass on all of its images' {
        $text = & $pwsh -NoProfile -NonInteractive -File $examples/Test-Model.ps1
        $LASTEXITCODE | Should -Be 0 -Because ($text -join "`n")
        "$text" | Should -Match 'Passed: 18, .*Failed: 0'
    }
}
