BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') (20, 20, 220)
    $maps = $red, $blue | Get-ClassSaliency -Network $colors -Top 1
}

Describe 'Export-SaliencyContactSheet' {
    It 'draws all results in one image' {
        $file = Join-Path $TestDrive 'sheet.png'
        $maps | Export-SaliencyContactSheet $file | Should -BeNullOrEmpty
        $sheet = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($file)
        $sheet.Width, $sheet.Height | Should -Be (2 * 244 + 4), 188
        $boxes = $maps | Find-ObjectBox | Export-SaliencyContactSheet (Join-Path $TestDrive 'boxes.jpg') -Kind Box, Crop -Column 1 -Caption -PassThru
        $boxes | Should -BeOfType IO.FileInfo
        $sheet = [SaliencyPS.Imaging.Codecs.ImageDecoder]::Read($boxes.FullName)
        $sheet.Width, $sheet.Height | Should -Be 248, (4 * 184 + 4)
    }

    It 'writes nothing where there is nothing, and says so' {
        $file = Join-Path $TestDrive 'none.png'
        @() | Export-SaliencyContactSheet $file -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike '*nothing to draw*'
        $file | Should -Not -Exist
    }

    It 'never replaces a photograph' {
        $before = (Get-FileHash $red).Hash
        { $maps | Export-SaliencyContactSheet $red -Force } | Should -Throw -ErrorId 'OutFileIsPicture,*'
        (Get-FileHash $red).Hash | Should -Be $before
    }

    It 'obeys -WhatIf, -NoClobber and the name' {
        $file = Join-Path $TestDrive 'kept.png'
        $maps | Export-SaliencyContactSheet $file -WhatIf
        $file | Should -Not -Exist
        Set-Content $file 'old'
        { $maps | Export-SaliencyContactSheet $file -NoClobber } | Should -Throw -ErrorId 'OutFileExists,*'
        Get-Content $file | Should -Be 'old'
        { $maps | Export-SaliencyContactSheet (Join-Path $TestDrive 'sheet.txt') } | Should -Throw -ErrorId 'OutFileInvalid,*'
    }
}
