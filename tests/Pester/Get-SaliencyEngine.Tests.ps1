BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SaliencyEngine' {
    It 'tells what computes here' {
        $engine = Get-SaliencyEngine Managed
        $engine | Should -HaveCount 1
        $engine | Should -BeOfType SaliencyPS.SaliencyEngine
        $engine.Name, $engine.Kind, $engine.IsAvailable, $engine.Threads | Should -Be 'Managed', 'Compute', $true, ([Environment]::ProcessorCount)
        $engine.Version | Should -Be (Get-Module SaliencyPS).Version.ToString()
        $engine.InstructionSet | Should -BeIn 'AVX-512', 'AVX2', 'SSE', 'AdvSIMD', 'none'
        $engine.Memory | Should -BeGreaterThan 1MB
    }

    It 'tells why a library cannot be used, and loads none' {
        $engines = Get-SaliencyEngine
        $engines[0].Name | Should -Be 'Managed'
        $engines.Name | Should -Contain 'ImageSharp'
        foreach ($engine in $engines | Select-Object -Skip 1) {
            $engine.IsAvailable | Should -BeFalse -Because $engine.Name
            $engine.Reason | Should -Match "$($engine.Name)" -Because 'none is installed'
            $engine.Kind | Should -Not -BeNullOrEmpty
        }
        'imagesharp', 'man*' | Get-SaliencyEngine | ForEach-Object Name | Should -Be 'ImageSharp', 'Managed'
    }

    It 'says that there is none of a name' {
        Get-SaliencyEngine nothing -ErrorVariable e -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $e.FullyQualifiedErrorId | Should -BeLike 'EngineNotFound,*'
        Get-SaliencyEngine nothing* | Should -BeNullOrEmpty
    }

    It 'can be kept and shown' {
        $engine = Get-SaliencyEngine
        $engine | Export-Clixml "$TestDrive/engine.xml"
        $copy = Import-Clixml "$TestDrive/engine.xml"
        $copy.Device, $copy.Architecture, $copy.Reason | Should -Be $engine.Device, $engine.Architecture, $engine.Reason
        foreach ($formatter in 'Format-Table', 'Format-List', 'Format-Wide') {
            ($copy | & $formatter | Out-String) | Should -Be ($engine | & $formatter | Out-String) -Because $formatter
        }
        $engine | Format-Table | Out-String -Width 200 | Should -Match 'Managed +Compute +\d+\.\d+\.\d+ +True'
    }
}

Describe 'Install-SaliencyEngine' {
    It 'does nothing under -WhatIf, and refuses what there is not' {
        Install-SaliencyEngine ImageSharp -WhatIf | Should -BeNullOrEmpty
        Test-Path $env:SALIENCYPS_ENGINES | Should -BeFalse
        Install-SaliencyEngine nothing -ErrorVariable e -ErrorAction SilentlyContinue
        $e.FullyQualifiedErrorId | Should -BeLike 'EngineNotFound,*'
    }

    It 'tells what a server has that it has not, and keeps nothing of another file' {
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
            $server.Listener.Stop()
        }
    }
}

Describe 'Uninstall-SaliencyEngine' {
    It 'deletes what is installed' {
        $env:SALIENCYPS_ENGINES, $engines = "$TestDrive/installed", $env:SALIENCYPS_ENGINES
        try {
            $null = New-Item -ItemType Directory "$TestDrive/installed/ImageSharp/2.1.13"
            Uninstall-SaliencyEngine imagesharp -WhatIf
            "$TestDrive/installed/ImageSharp" | Should -Exist
            Get-SaliencyEngine ImageSharp | Uninstall-SaliencyEngine
            "$TestDrive/installed/ImageSharp" | Should -Not -Exist
            Uninstall-SaliencyEngine ImageSharp -ErrorVariable e -ErrorAction SilentlyContinue
            $e.FullyQualifiedErrorId | Should -BeLike 'EngineNotFound,*'
        }
        finally { $env:SALIENCYPS_ENGINES = $engines }
    }
}

Describe 'A codec' {
    It 'that is not there ends the pipeline, and an image that needs it says so' {
        { Get-ClassSaliency nothing.webp -Codec ImageSharp } | Should -Throw -ErrorId 'EngineUnavailable,*'
        $webp = Join-Path $TestDrive a.webp
        [IO.File]::WriteAllBytes($webp, [byte[]] [char[]] "RIFF`u{12}`0`0`0WEBPVP8 ")
        Get-ClassSaliency $webp -ErrorVariable e -ErrorAction SilentlyContinue
        $e.FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        "$e" | Should -BeLike '*-Codec ImageSharp*'
        $env:SALIENCYPS_CODEC = 'nonsense'
        try { { Get-ClassSaliency $webp } | Should -Throw -ErrorId 'EngineUnavailable,*' -Because 'there is no such codec' }
        finally { $env:SALIENCYPS_CODEC = $null }
    }
}
