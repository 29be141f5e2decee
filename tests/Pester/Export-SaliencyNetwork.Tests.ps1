BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = (New-Image (Join-Path $TestDrive 'red.png')).FullName
}

Describe 'Export-SaliencyNetwork' {
    It 'writes a file that is a network again, with the same scores and maps' {
        $file = Export-SaliencyNetwork $colors (Join-Path $TestDrive explained.onnx) -Method GradCAM -Top 2 -PassThru
        $file | Should -BeOfType IO.FileInfo
        $before = Get-ClassSaliency $red -Network $colors -Top 2
        $after = Get-ClassSaliency $red -Network $file.FullName -Top 2
        $after.Label | Should -Be $before.Label
        $after.Score | Should -Be $before.Score
    }

    It 'writes scores alone, from the pipeline, smaller in half precision' {
        $plain = Get-SaliencyNetwork scenes | Export-SaliencyNetwork -OutFile (Join-Path $TestDrive plain.onnx) -NoSaliency -PassThru
        $half = Export-SaliencyNetwork scenes (Join-Path $TestDrive half.onnx) -NoSaliency -Half -PassThru
        $half.Length | Should -BeLessThan ($plain.Length * 0.6)
        (Get-ClassSaliency $red -Network $plain.FullName -Top 1).Score | Should -Be (Get-ClassSaliency $red -Network scenes -Top 1).Score
    }

    It 'says which methods it can write' {
        { Export-SaliencyNetwork $colors (Join-Path $TestDrive rise.onnx) -Method Rise } | Should -Throw -ErrorId 'NetworkUnsuitable,*' -ExpectedMessage '*Rise*'
        Join-Path $TestDrive rise.onnx | Should -Not -Exist
    }

    It 'does not write two networks into one file' {
        $file = Join-Path $TestDrive two.onnx
        { $colors, 'scenes' | Export-SaliencyNetwork -OutFile $file -NoSaliency } | Should -Throw -ErrorId 'OutFileExists,*' -ExpectedMessage '*another network already*'
        (Get-SaliencyNetwork -LiteralPath $file).ClassCount | Should -Be 5
    }

    It 'leaves a file under -NoClobber as it is' {
        $file = (New-Item (Join-Path $TestDrive mine.onnx) -Value mine).FullName
        { Export-SaliencyNetwork $colors $file -NoClobber } | Should -Throw -ErrorId 'OutFileExists,*'
        Get-Content $file | Should -Be mine
    }
}
