BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Install-SaliencyEngine' {
    It 'does nothing under -WhatIf' {
        Install-SaliencyEngine ImageSharp -Source $TestDrive -WhatIf | Should -BeNullOrEmpty
        Test-Path $env:SALIENCYPS_ENGINES | Should -BeFalse
    }

    It 'goes on with the next one, and keeps nothing of another file' {
        Set-Content "$TestDrive/other.nupkg" 'something else'
        $server = Start-FileServer @{ '/sixlabors.imagesharp/2.1.13/sixlabors.imagesharp.2.1.13.nupkg' = "$TestDrive/other.nupkg" }
        $env:SALIENCYPS_PACKAGES, $env:SALIENCYPS_ENGINES, $engines = $server.Uri, "$TestDrive/engines", $env:SALIENCYPS_ENGINES
        try {
            Install-SaliencyEngine ImageSharp, Magick -ErrorVariable e -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $e.FullyQualifiedErrorId | Should -Be 'EngineChecksumWrong,SaliencyPS.Cmdlets.Commands.InstallSaliencyEngineCommand', 'EngineInstallFailed,SaliencyPS.Cmdlets.Commands.InstallSaliencyEngineCommand'
            $e.CategoryInfo.Category | Should -Be 'SecurityError', 'ConnectionError'
            Get-ChildItem "$TestDrive/engines" -Recurse -File | Should -BeNullOrEmpty
        }
        finally {
            $env:SALIENCYPS_PACKAGES, $env:SALIENCYPS_ENGINES = $null, $engines
            Stop-FileServer $server
        }
    }

    It 'takes packages from a folder that lies where one is' {
        $null = New-Item -ItemType Directory "$TestDrive/packages"
        Set-Content "$TestDrive/packages/SixLabors.ImageSharp.2.1.13.nupkg" 'something else'
        $env:SALIENCYPS_ENGINES, $engines = "$TestDrive/engines", $env:SALIENCYPS_ENGINES
        Push-Location $TestDrive
        try {
            Install-SaliencyEngine ImageSharp -Source packages -ErrorVariable e -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
            $env:SALIENCYPS_ENGINES = $engines
        }

        $e.FullyQualifiedErrorId | Should -Be 'EngineChecksumWrong,SaliencyPS.Cmdlets.Commands.InstallSaliencyEngineCommand'
        "$e" | Should -BeLike "*$TestDrive/packages/*"
    }
}
