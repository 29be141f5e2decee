BeforeAll {
    . $PSScriptRoot/common.ps1
    $red = New-Image (Join-Path $TestDrive 'red.png')
    $blue = New-Image (Join-Path $TestDrive 'blue.png') 20, 20, 220
    $maps = $red, $blue | Get-ClassSaliency -Network $colors -Top 1
    $boxes = $maps | Find-ObjectBox
    $truth = Join-Path $TestDrive 'truth.csv'
    Set-Content $truth 'path,label,x,y,width,height,split', 'red.png,red,20,12,20,20,dev', 'blue.png,blue,0,0,10,10,test'
}

Describe 'Measure-ObjectLocalization' {
    It 'measures maps and boxes in any order' {
        $measured = $maps + $boxes | Measure-ObjectLocalization $truth
        $measured | Should -BeOfType SaliencyPS.LocalizationMeasurement
        $measured.Images, $measured.TrueClasses | Should -Be 2, 2
        $measured.Top1ClassificationError, $measured.Top1LocalizationError, $measured.TrueClassLocalizationError | Should -Be 0, 0.5, 0.5
        $measured.Top5LocalizationError | Should -Be NaN
        $measured.MeanIntersectionOverUnion | Should -Be 0.5
        $measured.Network, $measured.View | Should -Be 'colors', 'Whole'
        $measured.Classes.Label | Sort-Object | Should -Be 'blue', 'red'
        $measured.Details | Should -BeNullOrEmpty
        $measured.Intervals['Top1LocalizationError'].Lower | Should -Be 0
        $measured.Intervals['Top1LocalizationError'].Upper | Should -Be 1
        $backwards = $boxes[1], $maps[1], $maps[0], $boxes[0] | Measure-ObjectLocalization -LiteralGroundTruth $truth -Network $colors
        $backwards | ConvertTo-Json -Depth 5 | Should -Be ($measured | ConvertTo-Json -Depth 5)
    }

    It 'lists images when asked' {
        $details = ($boxes | Measure-ObjectLocalization $truth -Detail -Resample 0).Details
        $details.Label | Should -Be 'blue', 'red'
        $details.IsLocated | Should -Be $false, $true
        $details[1].IntersectionOverUnion | Should -Be 1
        $details[1].PointingHit | Should -BeNullOrEmpty
    }

    It 'tells what could not be judged' {
        $measured = $boxes | Measure-ObjectLocalization $truth -Split dev -WarningVariable warned -WarningAction SilentlyContinue
        $measured.Images, $measured.TrueClassLocalizationError | Should -Be 1, 0
        $measured.PicturesWithoutTruth | Should -Be $blue.FullName
        $warned | Should -BeLike '*blue.png*'
        ($boxes[0] | Measure-ObjectLocalization $truth -WarningAction SilentlyContinue).PicturesWithoutResults | Should -Be 'blue.png'
    }

    It 'keeps networks apart' {
        $measured = @($boxes; Get-ClassSaliency $red -Network $colors -View Center -Top 1) | Measure-ObjectLocalization $truth -WarningAction SilentlyContinue
        $measured.View | Should -Be 'Whole', 'Center'
        $measured.Images | Should -Be 2, 1
    }

    It 'keeps apart what was made in different ways' {
        $others = $red, $blue | Get-ClassSaliency -Network $colors -Top 1 -ClassContrast 0.5
        $measured = @($maps; $boxes; $maps | Find-ObjectBox -Preset Paper; $others) | Measure-ObjectLocalization $truth -Resample 0
        $measured.ForEach{ "$($_.Settings) | $($_.Localization)" } | Should -Be @(
            'Gradient, ChannelReduction=Maximum | Gradient', 'Gradient, ChannelReduction=Maximum | Paper', 'Gradient, ClassContrast=0.5, ChannelReduction=Maximum | ')
        $measured[1].PointingAccuracy | Should -Be $measured[0].PointingAccuracy -Because 'the maps go with the boxes of each way'
        $measured[0].NetworkDigest | Should -Be $maps[0].NetworkDigest
    }

    It 'measures boxes of a table, <name>' -ForEach @(
        @{ name = 'as Export-Csv writes them'; table = { $boxes | ConvertTo-Csv } }
        @{ name = 'by corners'; table = { 'image,class,confidence,xmin,ymin,xmax,ymax', 'red.png,red,0.9,20,12,40,32', 'blue.png,blue,0.8,30,30,40,40' } }
        @{ name = 'by size'; table = { 'FileName,label,x,y,w,h', 'red.png,RED,20,12,20,20', 'blue.png,blue,30,30,10,10' } }
    ) {
        $measured = & $table | ConvertFrom-Csv | Measure-ObjectLocalization $truth -Resample 0
        $measured.Images, $measured.TrueClasses | Should -Be 2, 2
        $measured.TrueClassLocalizationError, $measured.MeanIntersectionOverUnion | Should -Be 0.5, 0.5
        $measured.Top1ClassificationError | Should -Be 0
    }

    It 'measures the boxes of a file' {
        $file = Join-Path $TestDrive 'found.csv'
        $boxes | Export-Csv $file
        $piped = $boxes | ConvertTo-Csv | ConvertFrom-Csv | Measure-ObjectLocalization $truth -Resample 0
        $read = Measure-ObjectLocalization $truth -Prediction $file -Resample 0
        $read | ConvertTo-Json -Depth 5 | Should -Be ($piped | ConvertTo-Json -Depth 5)
        Measure-ObjectLocalization -LiteralGroundTruth $truth -Prediction $file -Resample 0 | ConvertTo-Json -Depth 5 | Should -Be ($piped | ConvertTo-Json -Depth 5)
    }

    It 'knows the classes of a table without indices by their names where the truth has both' {
        Set-Content "$TestDrive/both.csv" 'path,classIndex,label,x,y,width,height', 'red.png,0,red,20,12,20,20', 'blue.png,2,blue,0,0,10,10'
        $measured = $boxes | Select-Object Path, Label, X, Y, Width, Height | Measure-ObjectLocalization "$TestDrive/both.csv" -Resample 0 -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        $measured.TrueClasses, $measured.TrueClassLocalizationError, $measured.Top1ClassificationError | Should -Be 2, 0.5, 0
    }

    It 'refuses a row that is no box: <message>' -ForEach @(
        @{ row = @{ Path = 'red.png'; Label = 'red'; X = 1; Y = 2; Width = 3 }; message = '*needs a column Height or H*it has *Width*' }
        @{ row = @{ Path = 'red.png'; X = 1; Y = 2; Width = 3; Height = 4 }; message = '*needs a column Label or Class*' }
        @{ row = @{ Path = 'red.png'; Label = 'red'; X = '1,5'; Y = 2; Width = 3; Height = 4 }; message = "*Column 'X'*'1,5'*decimal point*" }
    ) {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = '' # which separates decimals by a point
            { [pscustomobject] $row | Measure-ObjectLocalization $truth -ErrorAction Stop } | Should -Throw $message
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'says that nothing came' {
        @() | Measure-ObjectLocalization $truth -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike 'No result came*'
    }

    It 'takes what comes back from a file, and is still a table after it' {
        $file = Join-Path $TestDrive 'boxes.xml'
        $boxes | Export-Clixml $file
        $measured = Import-Clixml $file | Measure-ObjectLocalization $truth
        $measured.TrueClassLocalizationError | Should -Be 0.5
        $measured | Export-Clixml $file
        $back = Import-Clixml $file
        $back.Intervals['TrueClassLocalizationError'].Upper | Should -Be 1
        $back.Classes[0].Intervals['TrueClassLocalizationError'].Upper | Should -Be $measured.Classes[0].Intervals['TrueClassLocalizationError'].Upper
        ($back | Out-String) | Should -Be ($measured | Out-String)
    }

    It 'ends with GroundTruthUnreadable when <because>' -ForEach @(
        @{ because = 'it is not there'; content = $null; more = @{} }
        @{ because = 'a number is none'; content = 'path,label,x,y,width,height', 'red.png,red,a,12,20,20'; more = @{} }
        @{ because = 'the network has no such class'; content = 'path,classIndex,x,y,width,height', 'red.png,700,1,12,20,20'; more = @{ Network = 'colors' } }
        @{ because = 'the split is empty'; content = 'path,label,x,y,width,height,split', 'red.png,red,1,12,20,20,dev'; more = @{ Split = 'test' } }
    ) {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        if ($content) { Set-Content $file $content }
        if ($more.Network) { $more = @{ Network = $colors } }
        { $boxes | Measure-ObjectLocalization $file @more } | Should -Throw -ErrorId 'GroundTruthUnreadable,*'
        try { $boxes | Measure-ObjectLocalization $file @more } catch { "$_" | Should -BeLike "*$([IO.Path]::GetFileName($file))*" }
    }
}
