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

Describe 'A codec that is not installed' {
    It 'is named by an image that needs it, and by a command that is told to use it' {
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
