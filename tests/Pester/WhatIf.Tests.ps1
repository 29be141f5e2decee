# Every cmdlet that can be asked what it would do, but for those that only remove, and Install-SaliencyEngine, whose packages no test here has. A new one needs
# a line in $calls; a test fails as long as it has none.
BeforeDiscovery {
    . $PSScriptRoot/common.ps1
    $cautious = (Get-Module SaliencyPS).ExportedCmdlets.Values.Where{ $_.Parameters.ContainsKey('WhatIf') -and $_.Verb -ne 'Uninstall' -and $_.Name -ne 'Install-SaliencyEngine' }.Name
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $store = $env:SALIENCYPS_NETWORKS
    $maps = New-Image (Join-Path ([IO.Directory]::CreateDirectory("$TestDrive/images")) 'red.png') | Get-ClassSaliency -Network $colors -Top 1
    $null = Export-SaliencyResult $maps.Path -Network $colors -Top 1 -Results "$TestDrive/kept"
    $server = Start-FileServer @{ '/hues.onnx' = $colors }
    # Each with all that makes it write and emit most.
    $calls = @{
        'Export-SaliencyImage'    = { param($More) $maps | Export-SaliencyImage -Destination new -Force -PassThru @More }
        'Export-SaliencyContactSheet' = { param($More) $maps | Export-SaliencyContactSheet sheet.png -Force -PassThru @More }
        'Export-SaliencyReport'   = { param($More) $maps | Export-SaliencyReport report.html -Force -PassThru @More }
        'Export-SaliencyNetwork'  = { param($More) Export-SaliencyNetwork $colors new.onnx -NoSaliency -Force -PassThru @More }
        'Export-SaliencyResult'   = { param($More) Export-SaliencyResult $maps.Path -Network $colors -Top 1 -Results results @More }
        'Merge-SaliencyResult'    = { param($More) Merge-SaliencyResult "$TestDrive/kept" merged.jsonl -Force -PassThru @More }
        'Import-SaliencyNetwork'  = { param($More) Import-SaliencyNetwork $colors -Force @More }
        'Install-SaliencyNetwork' = { param($More) Install-SaliencyNetwork "$($server.Uri)hues.onnx" (Get-FileHash $colors).Hash -Force @More }
        'Set-SaliencyNetwork'     = {
            param($More)
            if (-not $More.WhatIf) { $null = Import-SaliencyNetwork $colors -Name hues }
            Set-SaliencyNetwork ($More.WhatIf ? 'scenes' : 'hues') -Default -PassThru @More
        }
        'New-ClassModelImage'     = { param($More) New-ClassModelImage red -Network $colors -Iteration 1 -OutFile image.png -Force @More }
    }
}

AfterAll {
    $env:SALIENCYPS_NETWORKS = $store
    Stop-FileServer $server
}

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

Describe 'What a cmdlet says under -WhatIf' -Tag Slow {
    It 'is what it would do, and to which file' {
        $command = "Import-Module '$repository/module/SaliencyPS.psd1'; Get-ClassSaliency '$($maps.Path)' -Network '$colors' -Top 1 | Export-SaliencyImage -Destination '$TestDrive' -WhatIf"
        & $pwsh -NoProfile -NonInteractive -Command $command | Should -BeLike "*""Write Overlay of 'red'"" on target ""$(Join-Path $TestDrive 'red.1.red.gradient.overlay.png')""*"
    }
}

Describe 'Uninstall-SaliencyNetwork' {
    It 'removes nothing under -WhatIf' {
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
        $null = Import-SaliencyNetwork $colors
        Uninstall-SaliencyNetwork * -WhatIf
        Get-ChildItem $env:SALIENCYPS_NETWORKS -Name | Sort-Object | Should -Be 'colors.json', 'colors.onnx'
    }
}
