BeforeAll {
    . $PSScriptRoot/common.ps1
    $server = Start-FileServer @{ '/hues.onnx' = $colors }
    $hash = (Get-FileHash $colors).Hash
}

AfterAll { Stop-FileServer $server }

Describe 'Install-SaliencyNetwork' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
    }

    AfterEach { $env:SALIENCYPS_NETWORKS = $before }

    It 'downloads a network' {
        $network = Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash
        $network | Should -BeOfType SaliencyPS.Networks.Network
        $network.Name, $network.ClassCount | Should -Be 'hues', 5
        (Get-FileHash (Get-SaliencyNetwork hues).Path).Hash | Should -Be $hash
    }

    It 'takes a list of addresses, checksums and names' {
        Set-Content "$TestDrive/networks.csv" 'Uri,Sha256,Name', "$($server.Uri)hues.onnx,$hash,one", "$($server.Uri)hues.onnx,$($hash.ToLower()),two"
        (Import-Csv "$TestDrive/networks.csv" | Install-SaliencyNetwork).Name | Should -Be 'one', 'two'
    }

    It 'replaces a network with -Force only' {
        $null = Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
        (Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash -Force).Name | Should -Be 'hues'
    }

    It 'keeps nothing that is not what was expected' {
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" ('0' * 64) -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkChecksumWrong,*'
        { Install-SaliencyNetwork "$($server.Uri)none.onnx" $hash -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkDownloadFailed,*'
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" 'abc' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        $env:SALIENCYPS_NETWORKS | Should -Not -Exist
    }
}
