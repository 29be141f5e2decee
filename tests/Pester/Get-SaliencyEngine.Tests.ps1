BeforeAll { . $PSScriptRoot/common.ps1 }

Describe 'Get-SaliencyEngine' {
    It 'tells what computes here' {
        $engine = Get-SaliencyEngine
        $engine | Should -HaveCount 1
        $engine | Should -BeOfType SaliencyPS.SaliencyEngine
        $engine.Name, $engine.Threads | Should -Be 'Managed', ([Environment]::ProcessorCount)
        $engine.Version | Should -Be (Get-Module SaliencyPS).Version.ToString()
        $engine.InstructionSet | Should -BeIn 'AVX-512', 'AVX2', 'SSE', 'AdvSIMD', 'none'
    }

    It 'can be kept and shown' {
        $engine = Get-SaliencyEngine
        $engine | Export-Clixml "$TestDrive/engine.xml"
        $copy = Import-Clixml "$TestDrive/engine.xml"
        $copy.Device, $copy.Architecture | Should -Be $engine.Device, $engine.Architecture
        foreach ($formatter in 'Format-Table', 'Format-List', 'Format-Wide') {
            ($copy | & $formatter | Out-String) | Should -Be ($engine | & $formatter | Out-String) -Because $formatter
        }
        $engine | Format-Table | Out-String -Width 200 | Should -Match 'Managed .* \d+'
    }
}
