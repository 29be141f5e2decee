BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Import-SaliencyNetwork' {
    It 'refuses a file that the store would not know again' {
        Copy-Item $colors "$TestDrive/model.bin"
        { Import-SaliencyNetwork "$TestDrive/model.bin" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkImportFailed,*' -ExpectedMessage '*rename it*'
    }

    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
    }

    AfterEach { $env:SALIENCYPS_NETWORKS = $before }

    It 'copies a network and its description' {
        $network = Get-Item $colors | Import-SaliencyNetwork -Name hues
        $network | Should -BeOfType SaliencyPS.Networks.Network
        $network.Name, $network.ClassCount, $network.Labels[4] | Should -Be 'hues', 5, 'plain grey'
        Get-ChildItem $env:SALIENCYPS_NETWORKS -Name | Sort-Object | Should -Be 'hues.json', 'hues.onnx'
    }

    It 'replaces a network with -Force only' {
        $null = Import-SaliencyNetwork (Get-SaliencyNetwork scenes).Path -Name colors
        { Import-SaliencyNetwork $colors -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
        { Import-SaliencyNetwork $colors -Name COLORS -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
        (Import-SaliencyNetwork $colors -Force).ClassCount | Should -Be 5
    }

    It 'takes the same file again for done, but not one with another description' {
        $null = Import-SaliencyNetwork $colors
        (Import-SaliencyNetwork $colors -ErrorAction Stop).Name | Should -Be 'colors'
        $copy = Copy-Item $colors "$TestDrive/colors.onnx" -PassThru
        Set-Content "$TestDrive/colors.json" '{ "labels": ["a", "b", "c", "d", "e"] }'
        { Import-SaliencyNetwork $copy -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
    }

    It 'refuses what is no network' {
        $bad = New-Item (Join-Path $TestDrive "$([guid]::NewGuid()).onnx") -Value 'no network'
        { $bad | Import-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*'
        { $bad | Get-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*'
        { Import-SaliencyNetwork "$TestDrive/none.onnx" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        $env:SALIENCYPS_NETWORKS | Should -Not -Exist
    }

    It 'keeps the name of the default' {
        { Import-SaliencyNetwork $colors -Name Scenes -Force -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
    }
}
