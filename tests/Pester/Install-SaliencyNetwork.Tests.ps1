BeforeAll {
    . $PSScriptRoot/common.ps1
    $server = Start-FileServer @{ '/hues.onnx' = $colors; '/weights.pth' = (Join-Path $shared 'networks/squeezenet1_1.pth') }
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
        $null = Import-SaliencyNetwork -LiteralPath (Join-Path $repository 'src/SaliencyPS.Engine/Networks/Store/Default/scenes.onnx') -Name hues
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkExists,*'
        (Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash -Force).ClassCount | Should -Be 5
    }

    It 'takes what is there already for done' {
        $null = Install-SaliencyNetwork "$($server.Uri)hues.onnx" $hash
        (Install-SaliencyNetwork -Uri "$($server.Uri)gone/hues.onnx" -Sha256 $hash).Name | Should -Be 'hues'
    }

    It 'keeps nothing that is not what was expected' {
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" ('0' * 64) -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkChecksumWrong,*'
        { Install-SaliencyNetwork "$($server.Uri)none.onnx" $hash -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkDownloadFailed,*'
        { Install-SaliencyNetwork "$($server.Uri)hues.onnx" 'abc' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        Get-ChildItem $env:SALIENCYPS_NETWORKS -Force -Recurse | Should -BeNullOrEmpty
    }

    It 'takes one address and one name with a checksum' {
        { Install-SaliencyNetwork -Uri "$($server.Uri)hues.onnx" -Sha256 $hash -Name a, b -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkDownloadFailed,*'
    }
}

Describe 'The catalog of networks' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
        $entry = @{
            name = 'hues5'; uri = "$($server.Uri)hues.onnx"; sha256 = $hash; length = (Get-Item $colors).Length; license = 'MIT'; source = 'these tests'
            top1Accuracy = 90; top5Accuracy = 100; measured = 'never'; description = @{ labels = 'a', 'b', 'c', 'd', 'e'; resize = 40 }
        }
        $env:SALIENCYPS_CATALOG = Join-Path $TestDrive 'catalog.json'
        ConvertTo-Json @($entry) -Depth 5 | Set-Content $env:SALIENCYPS_CATALOG
    }

    AfterEach {
        $env:SALIENCYPS_NETWORKS = $before
        $env:SALIENCYPS_CATALOG = $null
    }

    It 'lists published networks with all that one needs to know' {
        $env:SALIENCYPS_CATALOG = $null
        $networks = Get-SaliencyNetwork -Available
        $networks | Should -BeOfType SaliencyPS.Networks.Store.AvailableNetwork
        $networks.Name | Should -Contain 'squeezenet1_1'
        foreach ($network in $networks) {
            $network.Uri | Should -BeLike "https://*-$($network.Sha256.Substring(0, 8)).pth"
            $network.Sha256 | Should -Match '^[0-9a-f]{64}$'
            $network.License, $network.Source, $network.Measured | Should -Not -BeNullOrEmpty
            ($network.Description | ConvertFrom-Json).labels | Should -Be 'imagenet'
        }
        (Get-SaliencyNetwork squeeze* -Available).Name | Should -Be 'squeezenet1_1'
        ('SQUEEZE*' | Get-SaliencyNetwork -Available).Name | Should -Be 'squeezenet1_1'
        { Get-SaliencyNetwork none -Available -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
    }

    It 'installs by name, with the description' {
        $network = Install-SaliencyNetwork HUES5
        $network.Name, $network.ClassCount, $network.Labels[0], $network.Preprocessing.Resize | Should -Be 'hues5', 5, 'a', 40
        (Get-SaliencyNetwork hues5).Labels | Should -Be 'a', 'b', 'c', 'd', 'e'
        (Get-ClassSaliency (New-Image "$TestDrive/red.png") -Network hues5 -Top 1).Network | Should -Be 'hues5'
    }

    It 'installs what -Available emits, with the description' {
        (Get-SaliencyNetwork -Available | Install-SaliencyNetwork).Labels | Should -Be 'a', 'b', 'c', 'd', 'e'
        ('hues5' | Install-SaliencyNetwork).Name | Should -Be 'hues5'
    }

    It 'completes names' {
        Complete 'Install-SaliencyNetwork hu' | Should -Be 'hues5'
        Complete 'Get-SaliencyNetwork -Available -Name hu' | Should -Be 'hues5'
    }

    It 'is pointed to where a network is asked for that it has' {
        { Get-ClassSaliency (New-Image "$TestDrive/red.png") -Network hues5 } | Should -Throw '*Install-SaliencyNetwork hues5 brings it.'
    }

    It 'says what it lacks, and what is wrong with it' {
        { Install-SaliencyNetwork other -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*' -ExpectedMessage '*-Available*'
        Set-Content $env:SALIENCYPS_CATALOG '[{"name": 1}]'
        { Install-SaliencyNetwork hues5 -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*' -ExpectedMessage '*catalog.json*'
        { Get-SaliencyNetwork -Available -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkUnreadable,*'
    }

    It 'installs the weights of a published architecture' {
        $weights = Join-Path $shared 'networks/squeezenet1_1.pth'
        if (-not (Test-Path $weights)) { Set-ItResult -Skipped -Because "there is no '$weights'" }
        $env:SALIENCYPS_CATALOG = $null
        $entry.name, $entry.uri, $entry.sha256 = 'squeezenet1_1', "$($server.Uri)weights.pth", (Get-FileHash $weights).Hash
        $entry.description = (Get-SaliencyNetwork squeezenet1_1 -Available).Description | ConvertFrom-Json -AsHashtable
        $env:SALIENCYPS_CATALOG = Join-Path $TestDrive 'catalog.json'
        ConvertTo-Json @($entry) -Depth 5 | Set-Content $env:SALIENCYPS_CATALOG
        $network = Install-SaliencyNetwork squeezenet1_1
        $network.ClassCount, $network.Labels[0], "$($network.Input)" | Should -Be 1000, 'tench', '3×224×224'
    }
}
