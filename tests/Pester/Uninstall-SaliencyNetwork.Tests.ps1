BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Uninstall-SaliencyNetwork' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
        'hues', 'shades', 'tints' | ForEach-Object { $null = Import-SaliencyNetwork $colors -Name $_ }
    }

    AfterEach { $env:SALIENCYPS_NETWORKS = $before }

    It 'removes a network and its description' {
        Uninstall-SaliencyNetwork HUES | Should -BeNullOrEmpty
        Get-ChildItem $env:SALIENCYPS_NETWORKS -Name | Sort-Object | Should -Be 'shades.json', 'shades.onnx', 'tints.json', 'tints.onnx'
    }

    It 'takes patterns, names and networks from the pipeline' {
        Uninstall-SaliencyNetwork h*
        Get-SaliencyNetwork sh* | Uninstall-SaliencyNetwork
        'tints' | Uninstall-SaliencyNetwork
        (Get-SaliencyNetwork).Name | Should -Be 'scenes'
    }

    It 'takes a name that could be a pattern for what it is' {
        $null = Import-SaliencyNetwork $colors -Name 'hues[s]'
        $null = Import-SaliencyNetwork $colors -Name 'huess'
        (Get-SaliencyNetwork 'hues[s]').Name | Should -Be 'hues[s]'
        Uninstall-SaliencyNetwork 'hues[s]'
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'hues', 'huess', 'shades', 'tints'
    }

    It 'keeps the namesake of a network from elsewhere' {
        $null = Import-SaliencyNetwork $colors
        { Get-SaliencyNetwork -LiteralPath $colors | Uninstall-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        $colors | Should -Exist
        (Get-SaliencyNetwork colors).Path | Should -Exist
        Get-SaliencyNetwork -LiteralPath (Get-SaliencyNetwork colors).Path | Uninstall-SaliencyNetwork
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'hues', 'shades', 'tints'
    }

    It 'takes a list of names from a file' {
        Set-Content "$TestDrive/old.csv" 'Name,Since', 'hues,May', 'tints,June'
        Import-Csv "$TestDrive/old.csv" | Uninstall-SaliencyNetwork
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'shades'
    }

    It 'keeps the built-in network' {
        Uninstall-SaliencyNetwork *
        (Get-SaliencyNetwork).Name | Should -Be 'scenes'
        { Uninstall-SaliencyNetwork scenes -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkBuiltIn,*'
        { Get-SaliencyNetwork scenes | Uninstall-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkBuiltIn,*'
    }

    It 'tells what is not there, and completes what is' {
        Uninstall-SaliencyNetwork none* -ErrorAction Stop
        { Uninstall-SaliencyNetwork none -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        Complete 'Uninstall-SaliencyNetwork sh' | Should -Be 'shades'
    }
}
