BeforeDiscovery {
    $commands = (Import-PowerShellDataFile $PSScriptRoot/../../module/SaliencyPS.psd1).CmdletsToExport
    $maml = [xml](Get-Content -Raw $PSScriptRoot/../../module/en-US/SaliencyPS.Cmdlets.dll-Help.xml)
    # An example that must not run says why in a comment: <!-- not run: reason -->.
    $examples = foreach ($command in $maml.helpItems.command) {
        foreach ($example in $command.examples.example) {
            $comment = $example.ChildNodes.Where{ $_.NodeType -eq 'Comment' }
            @{ name = $command.details.name; title = $example.title; code = $example.code; reason = $comment ? ($comment[0].Value -replace '^\s*not run:\s*').Trim() : '' }
        }
    }
    $abouts = (Get-ChildItem $PSScriptRoot/../../module/en-US/about_*.help.txt).Name -replace '\.help\.txt$'
    $running, $resting = $examples.Where({ -not $_.reason }, 'Split')
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $common = [Management.Automation.PSCmdlet]::CommonParameters
    $ids = [SaliencyPS.Cmdlets.Commands.GetClassSaliencyCommand].Assembly.GetType('SaliencyPS.Cmdlets.Errors.ErrorId').GetEnumNames()
    $topics = Join-Path $repository 'module/en-US'
}

Describe 'Help of <_>' -ForEach $commands {
    BeforeAll {
        $name = $_
        $command = Get-Command $name
        $help = Get-Help $name -Full
        $own = $command.Parameters.Values.Where{ $_.Name -notin $common }
    }

    It 'says what the command does' {
        $help.Synopsis | Should -Not -BeLike "*$name*" -Because 'that would be the generated syntax'
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'has three examples with remarks' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) { ($example.remarks.Text -join '').Trim() | Should -Not -BeNullOrEmpty -Because $example.title }
    }

    It 'has each parameter and no other' {
        $help.parameters.parameter.name | Sort-Object | Should -Be ($own.Name | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty -Because $parameter.name }
    }

    It 'states the default of each parameter that has one' {
        $fresh = [Activator]::CreateInstance($command.ImplementingType)
        foreach ($parameter in $own.Where{ $_.Name -notin 'WhatIf', 'Confirm' }) {
            $default = $parameter.ParameterSets.Values.IsMandatory -notcontains $false ? $null
                : $parameter.Name -eq 'ThrottleLimit' ? '[Environment]::ProcessorCount'
                : $command.ImplementingType.GetProperty($parameter.Name).GetValue($fresh)
            if ($default -is [switch]) { $default = $null }
            "$($help.parameters.parameter.Where{ $_.name -eq $parameter.Name }.defaultValue)" | Should -Be "$default" -Because $parameter.Name
        }
    }

    It 'says truly how each parameter is bound' {
        foreach ($parameter in $own) {
            $described = $help.parameters.parameter.Where{ $_.name -eq $parameter.Name }[0]
            $sets = $parameter.ParameterSets.Values
            $by = @(if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }; if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' })
            $position = $sets.Position.Where{ $_ -ge 0 } | Select-Object -First 1
            $described.required | Should -Be "$($sets.IsMandatory -contains $true)" -Because $parameter.Name
            $described.pipelineInput | Should -Be ($by ? "True ($($by -join ', '))" : 'False') -Because $parameter.Name
            $described.position | Should -Be ($null -eq $position ? 'named' : "$position") -Because $parameter.Name
            $described.globbing | Should -Be "$($parameter.Attributes.TypeId -contains [Management.Automation.SupportsWildcardsAttribute])" -Because $parameter.Name
            ($described.aliases -replace '^none$') | Should -Be ($parameter.Aliases -join ', ') -Because $parameter.Name
        }
    }

    It 'shows the parameter sets' {
        @($help.syntax.syntaxItem).Count | Should -Be $command.ParameterSets.Count
        foreach ($set in $command.ParameterSets) {
            $expected = $set.Parameters.Name.Where{ $_ -notin $common } | Sort-Object
            $shown = $help.syntax.syntaxItem.ForEach{ ($_.parameter.name | Sort-Object) -join ' ' }
            $shown | Should -Contain ($expected -join ' ') -Because $set.Name
        }
    }

    It 'links to what is there' {
        $links = @($help.relatedLinks.navigationLink.linkText)
        $links | Should -Contain 'about_SaliencyPS'
        foreach ($link in $links) {
            $there = $link -like 'about_*' ? (Test-Path (Join-Path $topics "$link.help.txt")) : [bool](Get-Command $link -Module SaliencyPS -ErrorAction Ignore)
            $there | Should -BeTrue -Because $link
        }
    }
}

Describe 'Help of errors' {
    BeforeAll { $text = Get-Content -Raw (Join-Path $topics 'about_SaliencyPS_Errors.help.txt') }

    It 'has category, cause and remedy for each id and for no other' {
        $ids.Count | Should -BeGreaterThan 10
        [regex]::Matches($text, '(?m)^  (\w+)\r?$').ForEach{ $_.Groups[1].Value } | Sort-Object | Should -Be ($ids | Sort-Object)
        foreach ($id in $ids) { $text | Should -MatchExactly "(?m)^  $id\r?\n    Category  \S[^:]*?\n    Cause     \S[\s\S]*?\n    Remedy    \S" -Because $id }
    }

    It 'names only categories that exist' {
        foreach ($line in [regex]::Matches($text, '(?m)^    Category  (.+?)\r?$')) {
            foreach ($category in $line.Groups[1].Value -split ', | or ') { [enum]::GetNames([Management.Automation.ErrorCategory]) | Should -Contain $category }
        }
    }
}

Describe '<_>' -ForEach $abouts {
    It 'can be read with Get-Help' { Get-Help $_ | Out-String | Should -Match 'SHORT DESCRIPTION' }

    It 'is found from about_SaliencyPS' {
        Get-Content -Raw (Join-Path $topics 'about_SaliencyPS.help.txt') | Should -Match "(?m)^    $_\r?$"
    }
}

Describe 'Examples of the help' -Tag Slow {
    BeforeEach {
        $store = $env:SALIENCYPS_NETWORKS
        $env:SALIENCYPS_NETWORKS = Join-Path $TestDrive ([guid]::NewGuid())
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $images = Join-Path $repository 'examples/images'
        Copy-Item (Join-Path $images 'teapot-021.jpg') (Join-Path $folder 'teapot.jpg')
        Copy-Item (Join-Path $images 'mug-016.jpg') (Join-Path $folder 'mug.jpg')
        $null = New-Item -ItemType Directory (Join-Path $folder 'photos/inner')
        Copy-Item (Join-Path $images 'duck-011.jpg') (Join-Path $folder 'photos')
        Copy-Item (Join-Path $images 'apple-and-candle-073.jpg') (Join-Path $folder 'photos/apples.jpg')
        Copy-Item (Join-Path $images 'key-013.jpg') (Join-Path $folder 'photos/inner')
        'colors.onnx', 'colors.json' | ForEach-Object { Copy-Item (Join-Path $PSScriptRoot "fixtures/$_") $folder }
        Set-Content (Join-Path $folder 'images.csv') 'Path,Note', 'teapot.jpg,first', 'mug.jpg,second'
        Set-Content (Join-Path $folder 'truth.csv') 'path,label,x,y,width,height', 'teapot.jpg,teapot,121,84,112,111', 'mug.jpg,mug,51,60,148,149'
        Push-Location $folder
        $maps = Get-ClassSaliency *.jpg -Top 1
        $maps | Export-Clixml maps.xml
        $maps | Find-ObjectBox | Export-Clixml boxes.xml
        if ($code -like '*-Results scan -Root photos*') { $null = Get-ChildItem photos -Recurse -File | Export-SaliencyResult -Results scan -Root photos }
    }

    AfterEach {
        Pop-Location
        $env:SALIENCYPS_NETWORKS = $store
    }

    It '<name>, <title>' -ForEach $running {
        $before = (Get-ChildItem -Recurse -File).Count
        $output = & ([scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$code")) 6>&1 4>&1
        # An example shows something or leaves a file.
        [bool]$output -or (Get-ChildItem -Recurse -File).Count -gt $before -or $code -match '-WhatIf' | Should -BeTrue
    }

    It 'leaves out few: <name>, <title>: <reason>' -ForEach $resting {
        $reason.Length | Should -BeGreaterThan 10
        $faults = $null
        $null = [Management.Automation.Language.Parser]::ParseInput($code, [ref]$null, [ref]$faults)
        $faults | Should -BeNullOrEmpty
    }
}
