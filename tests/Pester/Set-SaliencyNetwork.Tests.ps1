BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    function Get-Answer { (Get-ClassSaliency $red -Top 1 -WarningAction Ignore).Network }
}

Describe 'Set-SaliencyNetwork' {
    BeforeEach {
        $before = $env:SALIENCYPS_NETWORKS, $env:SALIENCYPS_NETWORK
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
        $env:SALIENCYPS_NETWORK = $null
        'hues', 'shades' | ForEach-Object { $null = Import-SaliencyNetwork $colors -Name $_ }
    }

    AfterEach { $env:SALIENCYPS_NETWORKS, $env:SALIENCYPS_NETWORK = $before }

    It 'chooses the network that is used where none is named' {
        Get-Answer | Should -Be 'scenes'
        Set-SaliencyNetwork HUES -Default | Should -BeNullOrEmpty
        Get-Answer | Should -Be 'hues'
        (Get-SaliencyNetwork | Where-Object IsDefault).Name | Should -Be 'hues'
        (Get-SaliencyNetwork scenes).IsBuiltIn, (Get-SaliencyNetwork scenes).IsDefault | Should -Be $true, $false
        Complete 'New-ClassModelImage pla' | Should -Be "'plain grey'" -Because 'labels are those of the default network'
        (Get-SaliencyNetwork shades | Set-SaliencyNetwork -Default -PassThru).Name | Should -Be 'shades'
        Get-Answer | Should -Be 'shades'
        Set-SaliencyNetwork scenes -Default
        Get-Answer | Should -Be 'scenes'
    }

    It 'takes the choice back with -Default:$false' {
        Set-SaliencyNetwork hues -Default
        Set-SaliencyNetwork shades -Default:$false
        Get-Answer | Should -Be 'hues'
        Set-SaliencyNetwork hues -Default:$false
        Get-Answer | Should -Be 'scenes'
    }

    It 'stands behind the environment variable, which names a file or a network' {
        Set-SaliencyNetwork hues -Default
        $env:SALIENCYPS_NETWORK = 'shades'
        Get-Answer | Should -Be 'shades'
        $env:SALIENCYPS_NETWORK = $colors
        Get-Answer | Should -Be 'colors'
        Set-SaliencyNetwork shades -Default -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*SALIENCYPS_NETWORK names '$($colors.Replace('[', '`['))'*"
        $env:SALIENCYPS_NETWORK = 'none'
        { Get-ClassSaliency $red } | Should -Throw -ErrorId 'NetworkNotFound,*' -ExpectedMessage "*'none', which SALIENCYPS_NETWORK says*"
    }

    It 'never falls back in silence' {
        Set-SaliencyNetwork hues -Default
        Uninstall-SaliencyNetwork hues -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "'hues' was the default network*"
        { Get-ClassSaliency $red } | Should -Throw -ErrorId 'NetworkNotFound,*' -ExpectedMessage "*'hues' was chosen as the default*Set-SaliencyNetwork*"
        (Get-SaliencyNetwork).Name | Should -Be 'scenes', 'shades'
    }

    It 'knows networks of the store only, and writes nothing under -WhatIf' {
        { Set-SaliencyNetwork none -Default -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        { Get-SaliencyNetwork -LiteralPath $colors | Set-SaliencyNetwork -Default -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
        Set-SaliencyNetwork hues -Default -WhatIf
        Get-Answer | Should -Be 'scenes'
        Complete 'Set-SaliencyNetwork sha' | Should -Be 'shades'
    }
}

Describe 'The built-in network' {
    It 'warns, once a session, of an image that is unlike its world' {
        $dark = (New-Image (Join-Path $TestDrive 'dark.png') (0, 0, 0)).FullName
        $lamp = (Join-Path $repository 'examples/images/lamp-038.jpg')
        # A session of its own, that has warned of nothing yet.
        $shell = [powershell]::Create()
        try {
            $run = { param($Path, $Arguments) Get-ClassSaliency $Path -Top 1 @Arguments }
            $null = $shell.AddCommand('Import-Module').AddArgument("$repository/module/SaliencyPS.psd1").Invoke()
            foreach ($try in @{ path = $dark; with = @{ Network = $colors }; warned = 0; unfamiliar = $null }, @{ path = $lamp; with = @{}; warned = 0; unfamiliar = $false },
                @{ path = $dark; with = @{}; warned = 1; unfamiliar = $true }, @{ path = $dark; with = @{ Network = 'scenes' }; warned = 1; unfamiliar = $true }) {
                $shell.Commands.Clear()
                $map = $shell.AddScript("$run").AddArgument($try.path).AddArgument($try.with).Invoke()
                $shell.Streams.Warning | Should -HaveCount $try.warned
                $map[0].IsUnfamiliar | Should -Be $try.unfamiliar
            }
            $shell.Streams.Warning[0].Message | Should -BeLike "*dark.png' is unlike the rendered scenes*"
        }
        finally { $shell.Dispose() }
    }
}
