BeforeAll {
    . $PSScriptRoot/common.ps1
    $manifest = Join-Path $repository 'module/SaliencyPS.psd1'
    $exports = (Import-PowerShellDataFile $manifest).CmdletsToExport
}

Describe 'The module' {
    It 'exports its cmdlets and nothing else' {
        (Get-Module SaliencyPS).ExportedCommands.Keys | Sort-Object | Should -Be ($exports | Sort-Object)
    }

    It 'is imported silently and fast, without a network of either kind' {
        # A copy that has no networks to read, in a process of its own; all it prints, on any stream, comes back.
        $copy = Join-Path $TestDrive 'SaliencyPS'
        Copy-Item (Split-Path $manifest) $copy -Recurse
        Remove-Item (Join-Path $copy 'bin/networks') -Recurse
        $script = {
            function Get-Socket { [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name }.Where{ $_ -like 'System.Net.*' } }
            $before = Get-Socket
            $watch = [Diagnostics.Stopwatch]::StartNew() # no command of PowerShell's, which would bring a module of its own
            Import-Module SALIENCYPS -InformationAction Continue
            $watch.Stop()
            [pscustomobject] @{ Milliseconds = $watch.Elapsed.TotalMilliseconds; Loaded = @((Get-Socket).Where{ $_ -notin $before }); Errors = $Error.Count } | ConvertTo-Json -Compress
        }
        $env:POWERSHELL_TELEMETRY_OPTOUT = 1 # PowerShell's own goes to the internet from a thread of its own, now or a little later
        # It also loads ahead what processes before it loaded, sockets and all, which it remembers there.
        $cache, $env:XDG_CACHE_HOME = $env:XDG_CACHE_HOME, (Join-Path $TestDrive 'cache')
        try { $printed = @(& $pwsh -NoProfile -NonInteractive -Command "$script".Replace('SALIENCYPS', "'$copy/SaliencyPS.psd1'") 2>&1) }
        finally { $env:XDG_CACHE_HOME = $cache }
        $printed | Should -HaveCount 1 -Because ($printed -join "`n")
        $result = $printed[0] | ConvertFrom-Json
        $result.Errors | Should -Be 0
        $result.Loaded | Should -BeNullOrEmpty -Because 'nothing is asked of the internet'
        # About 60 ms; this only says that nobody has put seconds of work there.
        $result.Milliseconds | Should -BeLessThan 2000
    }

    It 'can be removed and imported again' {
        Remove-Module SaliencyPS
        Get-Command Get-ClassSaliency -ErrorAction Ignore -ListImported | Should -BeNullOrEmpty
        Import-Module $manifest -ErrorAction Stop
        { Import-Module $manifest -Force -ErrorAction Stop } | Should -Not -Throw
        [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -like 'SaliencyPS.*' } | Should -HaveCount 2
    }
    It 'takes its types and views with it, and brings them again' {
        $before = (Get-TypeData SaliencyPS.*).Count, (Get-FormatData SaliencyPS.*).Count
        $before | ForEach-Object { $_ | Should -BeGreaterThan 10 }
        Remove-Module SaliencyPS
        @(Get-TypeData SaliencyPS.*) + @(Get-FormatData SaliencyPS.*) | Should -BeNullOrEmpty
        Import-Module $manifest -ErrorAction Stop
        (Get-TypeData SaliencyPS.*).Count, (Get-FormatData SaliencyPS.*).Count | Should -Be $before
    }

    It 'says what to do in a clone that was not built' {
        $clone = Join-Path $TestDrive 'clone/SaliencyPS'
        $null = New-Item -ItemType Directory $clone
        Get-ChildItem (Split-Path $manifest) -Exclude bin | Copy-Item -Destination $clone -Recurse
        & $pwsh -NoProfile -NonInteractive -Command "try { Import-Module '$clone/SaliencyPS.psd1' } catch { `$_.Exception.Message }" |
            Should -BeLike "There is no '$clone*': in a clone, 'dotnet build -c Release src/SaliencyPS.Cmdlets' makes it."
    }

    It 'is not imported beside another copy, nor after it, and says in one error why and what to do' {
        $copy = Join-Path $TestDrive 'newer/SaliencyPS'
        $null = New-Item -ItemType Directory (Split-Path $copy)
        Copy-Item (Split-Path $manifest) $copy -Recurse
        (Get-Content -Raw "$copy/SaliencyPS.psd1") -replace "'0\.1\.0'", "'0.1.1'" | Set-Content "$copy/SaliencyPS.psd1"
        $script = {
            function Import-Copy { try { Import-Module COPY 3>&1 } catch { @{ Id = $_.FullyQualifiedErrorId; Category = "$($_.CategoryInfo.Category)"; Message = $_.Exception.Message } } }
            Import-Module FIRST
            Import-Copy # beside the first,
            Start-ThreadJob ${function:Import-Copy} | Receive-Job -Wait # in another session of the process,
            Remove-Module SaliencyPS
            Import-Copy # and after it
            Import-Module FIRST
            @{ Works = (Get-ClassSaliency IMAGE -Top 1 -NoMap).Label }
        }
        $text = "$script".Replace('COPY', "'$copy/SaliencyPS.psd1'").Replace('FIRST', "'$manifest'").Replace('IMAGE', "'$repository/examples/images/teapot-021.jpg'")
        $said = & $pwsh -NoProfile -NonInteractive -Command "& { $text } *>&1 | ConvertTo-Json -AsArray -Compress" | ConvertFrom-Json
        $said | Should -HaveCount 4
        foreach ($refused in $said[0..2]) {
            $refused.Id | Should -BeLike 'AnotherCopyLoaded,*'
            $refused.Category | Should -Be 'ResourceExists'
            $refused.Message | Should -BeLike "SaliencyPS 0.1.0 in '$(Split-Path $manifest)' is loaded in this process*'$copy' was not imported*new PowerShell*Import-Module '$manifest'*"
        }
        $said[3].Works | Should -Be 'teapot'
    }
}
