# Every cmdlet that can be asked what it would do. A new one needs a line in $calls; a test fails as long as it has none.
BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $cautious = (Get-Module SaliencyPS).ExportedCmdlets.Values.Where{ $_.Parameters.ContainsKey('WhatIf') }.Name
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $store = $env:SALIENCYPS_NETWORKS
    $maps = New-Picture (Join-Path ([IO.Directory]::CreateDirectory("$TestDrive/pictures")) 'red.png') | Get-ClassSaliency -Network $colours -Top 1
    # Each with all that makes it write and emit most.
    $calls = @{
        'Export-SaliencyImage'   = { param($More) $maps | Export-SaliencyImage -Destination new -Force -PassThru @More }
        'Export-SaliencyReport'  = { param($More) $maps | Export-SaliencyReport report.html -Force -PassThru @More }
        'Import-SaliencyNetwork' = { param($More) Import-SaliencyNetwork $colours -Force @More }
        'New-ClassModelImage'    = { param($More) New-ClassModelImage red -Network $colours -Iteration 1 -OutFile image.png -Force @More }
    }
}

AfterAll { $env:SALIENCYPS_NETWORKS = $store }

Describe '<_>' -ForEach $cautious {
    BeforeAll {
        $name = $_
        $folder = [IO.Directory]::CreateDirectory((Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $env:SALIENCYPS_NETWORKS = Join-Path $folder 'networks'
    }

    It 'writes and emits nothing under -WhatIf' {
        $calls.Keys | Should -Contain $name
        Push-Location -LiteralPath $folder
        try { & $calls[$name] @{ WhatIf = $true } | Should -BeNullOrEmpty } finally { Pop-Location }
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }

    It 'does so otherwise' {
        Push-Location -LiteralPath $folder
        try { & $calls[$name] @{ Confirm = $false } | Should -Not -BeNullOrEmpty } finally { Pop-Location }
        Get-ChildItem -LiteralPath $folder -Force | Should -Not -BeNullOrEmpty
    }
}
