BeforeDiscovery {
    $types = 'SaliencyPS.ClassSaliency', 'SaliencyPS.ClassScore', 'SaliencyPS.ObjectBox', 'SaliencyPS.ClassModelImage', 'SaliencyPS.Networks.Network',
    'SaliencyPS.SaliencyEngine', 'SaliencyPS.SaliencyMap', 'SaliencyPS.Localization.ObjectMask', 'SaliencyPS.Imaging.RgbImage',
    'SaliencyPS.LocalizationMeasurement', 'SaliencyPS.ClassLocalization', 'SaliencyPS.LocalizationDetail', 'SaliencyPS.SanityMeasurement',
    'SaliencyPS.FaithfulnessMeasurement', 'SaliencyPS.FaithfulnessDetail',
    'SaliencyPS.NeuronSaliency', 'SaliencyPS.Networks.NetworkLayer', 'SaliencyPS.Networks.Store.AvailableNetwork', 'SaliencyPS.NetworkVerification', 'SaliencyPS.SampleVerification'
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $maps = Get-ClassSaliency $red -Network $colors -Top 2
    $box = $maps[0] | Find-ObjectBox
    $image = New-ClassModelImage red -Network $colors -Iteration 2
    Set-Content (Join-Path $TestDrive 'truth.csv') 'path,label,x,y,width,height', 'red.png,red,20,12,20,20'
    $measured = $maps[0], $box | Measure-ObjectLocalization (Join-Path $TestDrive 'truth.csv') -Detail
    $verified = Test-SaliencyNetwork (New-Reference (Join-Path $TestDrive 'black') -Logits 0, 0, 0, 0, 1) -Network $colors
    $faithful = Measure-SaliencyFaithfulness $red -Network $colors -CurveStep 5 -Detail
    $live = @{
        'SaliencyPS.FaithfulnessMeasurement' = $faithful
        'SaliencyPS.FaithfulnessDetail'      = $faithful.Details[0]
        'SaliencyPS.NetworkVerification'     = $verified
        'SaliencyPS.SampleVerification'      = $verified.Samples[0]
        'SaliencyPS.LocalizationMeasurement' = $measured
        'SaliencyPS.SanityMeasurement'       = Measure-SaliencySanity $red -Network $colors -Step 9 | Select-Object -Last 1
        'SaliencyPS.ClassLocalization'       = $measured.Classes[0]
        'SaliencyPS.LocalizationDetail'      = $measured.Details[0]
        'SaliencyPS.ClassSaliency'           = $maps[0]
        'SaliencyPS.ClassScore'              = (Get-ClassSaliency $red -Network $colors -Top 2 -NoMap)[0]
        'SaliencyPS.ObjectBox'               = $box
        'SaliencyPS.ClassModelImage'         = $image
        'SaliencyPS.Networks.Network'        = Get-SaliencyNetwork -LiteralPath $colors
        'SaliencyPS.Networks.Store.AvailableNetwork' = (Get-SaliencyNetwork -Available)[0]
        'SaliencyPS.SaliencyEngine'          = Get-SaliencyEngine Managed
        'SaliencyPS.SaliencyMap'             = $maps[0].Map
        'SaliencyPS.Localization.ObjectMask' = $box.Mask
        'SaliencyPS.Imaging.RgbImage'        = $image.Image
        'SaliencyPS.NeuronSaliency'          = Get-NeuronSaliency $red blurred -Network $colors -Strongest 1
        'SaliencyPS.Networks.NetworkLayer'   = (Get-SaliencyNetwork -LiteralPath $colors).Layers[2]
    }

    function Get-Line($Object, [string] $Formatter, [hashtable] $More = @{}) {
        ($Object | & $Formatter @More | Out-String -Width 300).Trim() -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
    }

    # What is left where the module was not at hand when the object came back: its properties, under a Deserialized name.
    function ConvertTo-Bag($Object) {
        $names = $Object.PSObject.Properties.Name.Where{ $_ -ne 'Grid' }
        $bag = [pscustomobject]@{}
        foreach ($name in $names) { $bag | Add-Member $name $Object.$name }
        $bag.PSTypeNames.Insert(0, "Deserialized.$($Object.GetType().FullName)")
        $bag
    }
}

Describe '<_>' -ForEach $types {
    BeforeAll {
        $type = $_
        $object = $live[$type]
        $views = (Get-FormatData $type).FormatViewDefinition
    }

    It 'has a table of at most five columns, a list and a wide view' {
        $views.Control | ForEach-Object { $_.GetType().Name } | Should -Be 'TableControl', 'ListControl', 'WideControl'
        $views[0].Control.Headers.Count | Should -BeLessOrEqual 5
    }

    It 'aligns numbers to the right' {
        $headers = $views[0].Control.Headers
        for ($i = 0; $i -lt $headers.Count; $i++) {
            if ($headers[$i].Label -in 'Rank', 'ClassIndex', 'Classes', 'Probability', 'Score', 'Box', 'MaskArea', 'Size', 'Grid', 'Maximum', 'Peak', 'Bytes', 'Input', 'Channel', 'Position', 'Activation', 'Sample', 'LogitError', 'GradientError', 'ReceptiveField', 'Index', 'Shape', 'Layers', 'RankCorrelation', 'StructuralSimilarity', 'Maps', 'Deletion', 'Insertion', 'Road', 'Adcc') {
                $headers[$i].Alignment | Should -Be 'Right' -Because $headers[$i].Label
            }
        }
    }

    It 'has a default set of properties that exist' {
        $set = $object.PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames
        $set | Should -Not -BeNullOrEmpty
        foreach ($name in $set) { $object.PSObject.Properties[$name] | Should -Not -BeNullOrEmpty -Because $name }
    }

    It 'asks nothing but properties' {
        foreach ($entry in $views.Control.Rows.Columns.DisplayEntry, $views.Control.Entries.Items.DisplayEntry, $views.Control.Entries.DisplayEntry) {
            foreach ($cell in $entry.Where{ $_.ValueType -eq 'ScriptBlock' }) {
                $tree = [scriptblock]::Create($cell.Value).Ast
                $tree.FindAll({ $args[0] -is [Management.Automation.Language.InvokeMemberExpressionAst] -or $args[0] -is [Management.Automation.Language.TypeExpressionAst] }, $true) |
                    Should -BeNullOrEmpty -Because $cell.Value
            }
        }
    }

    It 'is shown alike after Import-Clixml and as a bag, by <_>' -ForEach 'Format-Table', 'Format-List', 'Format-Wide' {
        $shown = Get-Line $object $_
        $shown | Should -Not -BeNullOrEmpty
        $file = Join-Path $TestDrive 'object.xml'
        $object | Export-Clixml $file
        Get-Line (Import-Clixml $file) $_ | Should -BeExactly $shown
        Get-Line (ConvertTo-Bag $object) $_ | Should -BeExactly $shown
    }
}

Describe 'What is shown' {
    It 'groups maps by image' {
        $lines = Get-Line $maps Format-Table
        $lines[0] | Should -BeLike "*Path: $($red.FullName)"
        $lines[1] -split '\s+' | Where-Object { $_ } | Should -Be 'Rank', 'ClassIndex', 'Probability', 'Score', 'Label'
        $lines | Where-Object { $_ -match 'Path:' } | Should -HaveCount 1
        $lines[-1] | Should -BeLike '*plain grey'
    }

    It 'shows a box as place and size' {
        Get-Line $box Format-Table | Select-Object -Last 1 | Should -Match '20,12 20×20 +400 red$'
        Get-Line $box Format-List | Should -Contain 'Box              : 20,12 20×20'
        Get-Line $box Format-Wide | Select-Object -Last 1 | Should -Be 'red 20,12 20×20'
    }

    It 'shows names in wide views' {
        Get-Line $maps[0] Format-Wide | Select-Object -Last 1 | Should -Be ('red {0:P0}' -f $maps[0].Probability)
        Get-Line $live['SaliencyPS.Networks.Network'] Format-Wide | Should -Be 'colors'
    }

    It 'shows sizes rather than arrays' {
        Get-Line $maps[0].Map Format-List | Should -Contain 'Grid    : 32 × 32'
        Get-Line $box.Mask Format-Table | Select-Object -Last 1 | Should -Match '64 × 48 +384$'
        $maps[0].Map.ToString(), $box.Mask.ToString(), $image.Image.ToString() | Should -Be '32×32 map of 64×48 pixels', '64×48 mask', '32×32 image'
    }
}
