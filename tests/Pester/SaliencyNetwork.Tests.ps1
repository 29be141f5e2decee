BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Import-SaliencyNetwork and Get-SaliencyNetwork' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
    }

    AfterEach { $env:SALIENCYPS_NETWORKS = $before }

    It 'copies a network and its description' {
        $network = Get-Item $colours | Import-SaliencyNetwork -Name hues
        $network | Should -BeOfType SaliencyPS.Networks.Network
        $network.Name, $network.ClassCount, $network.Labels[4] | Should -Be 'hues', 5, 'plain grey'
        Get-ChildItem $env:SALIENCYPS_NETWORKS -Name | Sort-Object | Should -Be 'hues.json', 'hues.onnx'
    }

    It 'replaces a network with -Force only' {
        $null = Import-SaliencyNetwork $colours
        { Import-SaliencyNetwork $colours -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
        (Import-SaliencyNetwork $colours -Force).Name | Should -Be 'colours'
    }

    It 'refuses what is no network' {
        $bad = New-Item (Join-Path $TestDrive "$([guid]::NewGuid()).onnx") -Value 'no network'
        { $bad | Import-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*'
        { $bad | Get-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*'
        { Import-SaliencyNetwork "$TestDrive/none.onnx" -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        $env:SALIENCYPS_NETWORKS | Should -Not -Exist
    }

    It 'lists by name and wildcard' {
        'hues', 'shades' | ForEach-Object { $null = Import-SaliencyNetwork $colours -Name $_ }
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'hues', 'shades'
        (Get-SaliencyNetwork S*).Name | Should -Be 'scenes', 'shades'
        ('HUES' | Get-SaliencyNetwork).Name | Should -Be 'hues'
        { Get-SaliencyNetwork none -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        Complete 'Get-SaliencyNetwork h' | Should -Be 'hues'
        Complete 'New-ClassModelImage x -Network sha' | Should -Be 'shades'
    }

    It 'reads files by path and from the pipeline' {
        (Get-SaliencyNetwork -Path (Join-Path $PSScriptRoot 'fixtures/*.onnx')).Name | Should -Be 'colours'
        (Get-Item $colours | Get-SaliencyNetwork).Input.ToString() | Should -Be '3×32×32'
    }

    It 'shows which network is the default' {
        $default = Get-SaliencyNetwork
        $default.Name, $default.IsDefault | Should -Be 'scenes', $true
        $default | Out-String | Should -Match 'Default[\s\S]*scenes .* yes '
        (Get-SaliencyNetwork -LiteralPath $colours).IsDefault | Should -BeFalse
        Export-Clixml -InputObject $default "$TestDrive/network.xml"
        Import-Clixml "$TestDrive/network.xml" | Out-String | Should -Match 'scenes .* yes '
    }

    It 'keeps the name of the default' {
        { Import-SaliencyNetwork $colours -Name scenes -Force -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
    }

    It 'uses the default without -Network' {
        $red = New-Picture (Join-Path $TestDrive 'red.png')
        $null = Import-SaliencyNetwork $colours -Name hues
        (Get-ClassSaliency $red -Top 1).Network | Should -Be 'scenes'
        (Get-ClassSaliency $red -Top 1 -Network HUES).Network | Should -Be 'hues'
        Complete 'Get-ClassSaliency x -Class teap' | Should -Be 'teapot'
    }
}
