BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Uninstall-SaliencyEngine' {
    It 'deletes what is installed' {
        $env:SALIENCYPS_ENGINES, $engines = "$TestDrive/installed", $env:SALIENCYPS_ENGINES
        try {
            $null = New-Item -ItemType Directory "$TestDrive/installed/ImageSharp/2.1.13"
            Uninstall-SaliencyEngine imagesharp -WhatIf
            "$TestDrive/installed/ImageSharp" | Should -Exist
            [pscustomobject] @{ Name = 'ImageSharp' } | Uninstall-SaliencyEngine
            "$TestDrive/installed/ImageSharp" | Should -Not -Exist
        }
        finally { $env:SALIENCYPS_ENGINES = $engines }
    }
}
