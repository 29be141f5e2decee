# Results from another session, over PowerShell's own transport for SSH: once with an `ssh` that starts the other PowerShell here, which
# needs no server, and once with sshd on loopback where it is installed. The picture of a result is not there any more when it arrives.

BeforeDiscovery {
    $sshd = Get-Command sshd, /usr/sbin/sshd -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $ways = @{ way = 'the SSH transport'; server = $null }, @{ way = 'sshd on loopback'; server = $sshd ? $sshd.Source : 'no sshd' }
}

Describe 'Results that come by <way>' -Tag Slow -ForEach $ways {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $path = $env:PATH
        $session, $reason = $null, 'sshd is not installed'
        # Pester runs this for tests that are skipped, too.
        if ($IsWindows -or ($server -and -not (Test-Path -LiteralPath $server))) { return }
        if ($server) {
            'host', 'user' | ForEach-Object { ssh-keygen -q -t ed25519 -N '' -f "$folder/$_" }
            Copy-Item "$folder/user.pub" "$folder/authorized"
            $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $probe.Start()
            $port = $probe.LocalEndpoint.Port
            $probe.Stop()
            Set-Content "$folder/config" "Port $port", 'ListenAddress 127.0.0.1', "HostKey $folder/host", "AuthorizedKeysFile $folder/authorized",
                'StrictModes no', 'PermitRootLogin yes', "PidFile $folder/pid", "SetEnv DOTNET_ROOT=$([IO.Path]::GetFullPath("$([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory())/../../..")) SALIENCYPS_NETWORKS=$env:SALIENCYPS_NETWORKS",
                "Subsystem powershell $pwsh -sshs -NoLogo -NoProfile"
            & $server -f "$folder/config" -E "$folder/log"
            $limit = [DateTime]::UtcNow.AddSeconds(10)
            while (-not (Test-Connection 127.0.0.1 -TcpPort $port -Quiet)) {
                if ([DateTime]::UtcNow -lt $limit) { continue }
                $reason = "sshd does not start here: $(Get-Content "$folder/log")"
                return
            }
            $to = @{
                HostName = '127.0.0.1'; Port = $port; KeyFilePath = "$folder/user"
                Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' }
            }
        }
        else {
            Set-Content "$folder/ssh" '#!/bin/sh', "exec '$pwsh' -sshs -NoLogo -NoProfile"
            chmod +x "$folder/ssh"
            $env:PATH = "$folder$([IO.Path]::PathSeparator)$path"
            $to = @{ HostName = 'elsewhere' }
        }

        $session = New-PSSession @to -ErrorAction Stop
        $image = (New-Image "$folder/red [1].png").FullName
        $here = Get-ClassSaliency -LiteralPath $image -Network $colors -Top 2 -Method GradCAM -ClassContrast 0.3
        $boxHere = $here[0] | Find-ObjectBox
        $maps, $carried, $box, $neuron, $model, $network = Invoke-Command $session -ArgumentList "$repository/module/SaliencyPS.psd1", $image, $colors {
            param($Module, $Image, $Network)
            Import-Module $Module
            $with = @{ Network = $Network; LiteralPath = $Image }
            , (Get-ClassSaliency @with -Top 2 -Method GradCAM -ClassContrast 0.3)
            $carried = Get-ClassSaliency @with -Top 1 -Method GradCAM -ClassContrast 0.3 -IncludePicture
            $carried
            $carried | Find-ObjectBox
            Get-NeuronSaliency @with -Layer 1 -Strongest 1 -IncludePicture
            New-ClassModelImage red -Network $Network -Iteration 1
            Get-SaliencyNetwork -LiteralPath $Network
        }
        Remove-Item -LiteralPath $image
    }

    AfterAll {
        if ($session) { Remove-PSSession $session }
        $env:PATH = $path
        if (Test-Path "$folder/pid") { Stop-Process -Id (Get-Content "$folder/pid") }
    }

    BeforeEach {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'the stand-in for ssh is a shell script' }
        elseif (-not $session) { Set-ItResult -Skipped -Because $reason }
    }

    It 'find their objects where they carry their picture' {
        $carried.PSObject.TypeNames | Should -Contain 'Deserialized.SaliencyPS.ClassSaliency' -Because 'PowerShell does not bring it to life'
        $found = $carried | Find-ObjectBox
        foreach ($name in 'X', 'Y', 'Width', 'Height', 'Area', 'Method', 'Layer', 'ClassContrast', 'Localization', 'NetworkDigest', 'ModuleVersion', 'Engine') {
            $found.$name | Should -Be $boxHere.$name -Because $name
        }
    }

    It 'say so where they do not' {
        $maps | Find-ObjectBox -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed | Should -HaveCount 2
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'PictureUnreadable,*'
        $failed[0] | Should -BeLike '*red `[1`].png: *another machine*-IncludePicture*'
    }

    It 'become images and reports' {
        $carried, $box, $neuron, $model | Export-SaliencyImage -Destination $folder -PassThru -ErrorAction Stop | Should -HaveCount 4
        $carried, $box | Export-SaliencyReport "$folder/report.html" -ErrorAction Stop
        Get-Content -Raw "$folder/report.html" | Should -Match '20,12 20×20'
        $box | Show-SaliencyImage -ErrorAction Stop | Should -Match 'red'
    }

    It 'are measured' {
        Set-Content "$folder/truth.csv" 'path,label,x,y,width,height', 'red [1].png,red,20,12,20,20'
        $measured = $maps[0], $box | Measure-ObjectLocalization "$folder/truth.csv" -WarningAction Ignore
        $measured | Should -HaveCount 1 -Because 'map and box were made in the same way'
        $measured.TrueClassLocalizationError, $measured.PointingAccuracy | Should -Be 0, 1
        $measured.Settings | Should -BeLike 'GradCAM, Layer=*, ClassContrast=0.3'
    }

    It 'name the network here that has the same digest' {
        $red = New-Image "$folder/again.png"
        (Get-ClassSaliency $red -Network $network -Top 1).Label | Should -Be 'red'
        ($network | Get-SaliencyNetwork).Digest | Should -Be $network.Digest
        $other = $network | Select-Object *
        $other.PSObject.TypeNames.Insert(0, $network.PSObject.TypeNames[0])
        $other.Digest = '0' * 64
        { Get-ClassSaliency $red -Network $other } | Should -Throw -ErrorId 'NetworkNotFound,*'
        { $other | Uninstall-SaliencyNetwork -ErrorAction Stop } | Should -Throw -ErrorId 'NetworkNotFound,*'
    }

    It 'are made by two machines together, of which one is killed' {
        if (-not $server) { Set-ItResult -Skipped -Because 'the stand-in for ssh is no server'; return }
        $photos = (New-Item -ItemType Directory "$folder/photos").FullName
        $scenes = Get-ChildItem "$repository/examples/images" -Filter *.jpg
        0..79 | ForEach-Object { $null = New-Item -ItemType SymbolicLink "$photos/$_.jpg" -Value $scenes[$_ % $scenes.Count].FullName }
        $scan = @{
            HostName = '127.0.0.1', 'localhost'; Path = $photos; Results = "$folder/scan"; ShardCount = 4; Network = 'scenes'
            Connection = @{ Port = $to.Port; KeyFilePath = $to.KeyFilePath; Options = $to.Options }; Module = "$repository/module/SaliencyPS.psd1"
        }
        $first = Start-ThreadJob { param($Script, $Scan) Import-Module $Scan.Module; & $Script @Scan } -ArgumentList "$repository/examples/machines/Invoke-Scan.ps1", $scan
        $limit = [DateTime]::UtcNow.AddSeconds(60)
        while ($first.State -notin 'Completed', 'Failed' -and [DateTime]::UtcNow -lt $limit) {
            $owner = Get-ChildItem "$folder/scan/*.owner" -ErrorAction Ignore | Select-Object -First 1
            if ($owner -and (Get-Content -Raw $owner -ErrorAction Ignore) -match 'process (\d+) on') { break }
        }
        $Matches | Should -Not -BeNullOrEmpty -Because "it is at work: $($first.JobStateInfo.Reason)"
        $killed = [int] $Matches[1]
        $killed | Should -Not -Be $PID
        Stop-Process -Id $killed
        $null = $first | Receive-Job -Wait -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -Not -BeNullOrEmpty -Because 'a machine was lost'
        $file = & "$repository/examples/machines/Invoke-Scan.ps1" @scan
        $null = Export-SaliencyResult -LiteralPath $photos -Top 1 -Recurse -Network scenes -Results "$folder/one"
        Merge-SaliencyResult "$folder/one" "$folder/one.jsonl"
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash "$folder/one.jsonl").Hash
    }

    It 'show their choices by name' {
        "$($maps[0].Method) $($maps[0].View) $($neuron.Rule) $($model.Objective)" | Should -Be 'GradCAM Whole Backpropagation Score'
        $maps[0].Method | Should -BeOfType string
    }
}

Describe 'Results as they are at the default depth of serialization' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $red = New-Image (Join-Path $TestDrive 'red.png')
        $map = Get-ClassSaliency $red -Network $colors -Class red -Method SmoothGrad -SampleCount 3 -Seed 5
        $results = @($map; $map | Find-ObjectBox; Get-NeuronSaliency $red 1 -Network $colors -Strongest 1; New-ClassModelImage red -Network $colors -Iteration 1)
        function Copy-BySerializer($Result) { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($Result)) }
    }

    It 'come back with all their properties' {
        foreach ($result in $results) {
            $copy = Copy-BySerializer $result
            $copy | Should -BeOfType $result.GetType()
            foreach ($property in $result.GetType().GetProperties()) {
                if ($property.PropertyType.IsValueType -or $property.PropertyType -eq [string]) { $copy.($property.Name) | Should -Be $result.($property.Name) -Because "$($result.GetType().Name).$($property.Name)" }
            }
        }
    }

    It 'have no choice that would travel as a number' {
        foreach ($result in $results + (Get-SaliencyNetwork scenes)) {
            foreach ($property in $result.GetType().GetProperties()) {
                $type = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
                if ($type.IsEnum) { (Get-TypeData $type.FullName).SerializationMethod | Should -Be 'String' -Because "$type $($property.Name)" }
            }
        }
    }
}
