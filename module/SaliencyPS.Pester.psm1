# Should operators for tests of models, see about_SaliencyPS_Pester. Import it where the tests are: SaliencyPS itself does not, and
# without Pester it does nothing.

# A box of an engine type, or four numbers x, y, width, height, or anything with properties of these names.
function ConvertTo-Rectangle($Value, [string] $Operator) {
    $parts = @($Value)
    if ($parts.Count -eq 1) { $parts = $Value.X, $Value.Y, $Value.Width, $Value.Height }
    if ($parts.Count -ne 4 -or $parts -contains $null -or @($parts).Where{ -not [double]::IsFinite($_) } -or $parts[2] -lt 0 -or $parts[3] -lt 0) {
        throw [ArgumentException]::new("Should -$Operator needs a box: @{ X = ...; Y = ...; Width = ...; Height = ... }, or these four numbers.")
    }
    [pscustomobject] @{ X = [double] $parts[0]; Y = [double] $parts[1]; Width = [double] $parts[2]; Height = [double] $parts[3] }
}

# A number that can be compared: what is none is neither above nor below any other, so that an assertion or its opposite would always hold.
function Assert-Number([double] $Value, [string] $Operator, [string] $Name) {
    if ([double]::IsNaN($Value)) { throw [ArgumentException]::new("Should -$Operator cannot compare with NaN, which -$Name is.") }
}

# The kind of a result, alive or a bag of properties from a file that was read before the module was there. Select-Object puts names of
# its own before that of a bag.
function Get-Kind($Result) {
    if ($null -eq $Result) { return 'nothing' }
    $names = @($Result.PSObject.TypeNames -replace '^Deserialized\.')
    $names.Where({ $_ -in 'SaliencyPS.ObjectBox', 'SaliencyPS.ClassSaliency' }, 'First') + $names | Select-Object -First 1
}

function Deny-Nothing([string] $Operator) {
    throw [ArgumentException]::new("Should -$Operator`: there is nothing to test; nothing was piped in.")
}

function Deny-Result([string] $Operator, [string] $Source, $Result) {
    throw [ArgumentException]::new("Should -$Operator tests what $Source emits, not $(Get-Kind $Result).")
}

# The live result, with all that decides how its box is found: the types of a bag that was read before the module was there are names only.
function ConvertTo-Result($Result) { [Management.Automation.LanguagePrimitives]::ConvertTo($Result, [type] (Get-Kind $Result)) }

# The box of a result; nothing where a map has none.
function Get-Box($Result, [string] $Operator) {
    switch (Get-Kind $Result) {
        'SaliencyPS.ObjectBox' { ConvertTo-Result $Result }
        'SaliencyPS.ClassSaliency' {
            $map = ConvertTo-Result $Result
            $box = Find-ObjectBox -InputObject $map -ErrorAction SilentlyContinue -ErrorVariable fault
            # A map without an object is an answer; a picture that cannot be read is none.
            if ($fault -and $fault[0].FullyQualifiedErrorId -notlike 'LocalizationFailed,*') { throw $fault[0] }
            $box
        }
        default { Deny-Result -Operator $Operator -Source 'Find-ObjectBox or Get-ClassSaliency' -Result $Result }
    }
}

# Numbers in messages are the same in every culture: string interpolation is.
function Format-Box($Box) { "$($Box.X),$($Box.Y) $($Box.Width)x$($Box.Height)" }
function Format-Because([string] $Because) { $Because ? ", because $($Because -replace '^because\s+')," : '' }

function Format-Found([object[]] $Boxes) {
    $lines = $Boxes | Select-Object -First 5 | ForEach-Object { "'$($_.Label)' ($([double]::IsNaN($_.Probability) ? 'no probability' : [Math]::Round($_.Probability, 3))) at $(Format-Box $_) in '$($_.Path)'" }
    switch ($Boxes.Count) { 0 { 'there is none' } 1 { "found $lines" } default { "found $_`: $($lines -join '; ')$($_ -gt 5 ? '; ...' : '')" } }
}

function Get-Outcome([bool] $Holds, [bool] $Negate, [string] $Message) {
    [pscustomobject] @{ Succeeded = $Holds -ne $Negate; FailureMessage = $Holds -ne $Negate ? '' : $Message }
}

# One box at least among all that are piped is of the class and as probable.
function Test-HaveObjectBox($ActualValue, [string] $Label, [double] $MinimumProbability, [switch] $Negate, [string] $Because) {
    Assert-Number $MinimumProbability HaveObjectBox MinimumProbability
    $results = @($ActualValue).Where{ $null -ne $_ }
    if ($results.Count -eq 0) { Deny-Nothing HaveObjectBox }
    $boxes = @(foreach ($result in $results) { Get-Box $result HaveObjectBox })
    if ($MinimumProbability -gt 0) {
        foreach ($box in $boxes) { if ([double]::IsNaN($box.Probability)) { throw [ArgumentException]::new("Should -HaveObjectBox cannot compare the probability of '$($box.Label)' in '$($box.Path)': there is none. Leave out -MinimumProbability.") } }
    }
    $fitting = @($boxes.Where{ (-not $Label -or $_.Label -like $Label) -and ($MinimumProbability -le 0 -or $_.Probability -ge $MinimumProbability) })
    $wanted = ($Negate ? 'no box' : 'a box') + ($Label ? " of '$Label'" : '') + ($MinimumProbability -gt 0 ? " with a probability of at least $MinimumProbability" : '')
    Get-Outcome -Holds ($fitting.Count -gt 0) -Negate $Negate -Message "Expected $wanted$(Format-Because $Because) but $(Format-Found ($Negate ? $fitting : $boxes))."
}

# Each box overlaps the given one.
function Test-OverlapBox($ActualValue, $Box, [double] $MinimumIoU = 0.5, [switch] $Negate, [string] $Because) {
    Assert-Number $MinimumIoU OverlapBox MinimumIoU
    $wanted = ConvertTo-Rectangle $Box OverlapBox
    if ($null -eq $ActualValue) { Deny-Nothing OverlapBox }
    $found = Get-Box $ActualValue OverlapBox
    $overlap = 0.0
    $actual = 'there is no box'
    if ($found) {
        $area = [SaliencyPS.Localization.BoundingBox]::new($found.X, $found.Y, $found.Width, $found.Height)
        $overlap = $area.IntersectionOverUnion($wanted.X, $wanted.Y, $wanted.Width, $wanted.Height)
        $actual = "it is $(Format-Box $found), IoU $([Math]::Round($overlap, 3))"
    }
    Get-Outcome -Holds ($found -and $overlap -ge $MinimumIoU) -Negate $Negate -Message (
        "Expected the box of '$($ActualValue.Label)' in '$($ActualValue.Path)' $($Negate ? 'not to overlap' : 'to overlap') $(Format-Box $wanted) " +
        "with an IoU of at least $MinimumIoU$(Format-Because $Because) but $actual.")
}

# Each map peaks at the given point, or in the given box, or not farther from it than the tolerance (the pointing game).
function Test-PointAt($ActualValue, $Target, [double] $Tolerance = [SaliencyPS.LocalizationFigures]::PointingTolerance, [switch] $Negate, [string] $Because) {
    Assert-Number $Tolerance PointAt Tolerance
    if ($null -eq $ActualValue) { Deny-Nothing PointAt }
    if ((Get-Kind $ActualValue) -ne 'SaliencyPS.ClassSaliency') { Deny-Result -Operator PointAt -Source Get-ClassSaliency -Result $ActualValue }
    $isPoint = @($Target).Count -eq 2
    $area = ConvertTo-Rectangle ($isPoint ? @($Target) + 0, 0 : $Target) PointAt
    $map = (ConvertTo-Result $ActualValue).Map
    if ([Array]::IndexOf($map.Resize($map.GridWidth, $map.GridHeight), [float]::NaN) -ge 0) { throw [ArgumentException]::new("Should -PointAt cannot tell where the map of '$($ActualValue.Label)' in '$($ActualValue.Path)' peaks: it holds NaN.") }
    $x, $y = $map.Peak.ForEach{ $_.X, $_.Y }
    $aside = [Math]::Max(0, [Math]::Max($area.X - $x, $x - $area.X - $area.Width))
    $above = [Math]::Max(0, [Math]::Max($area.Y - $y, $y - $area.Y - $area.Height))
    $distance = [double]::Hypot($aside, $above)
    Get-Outcome -Holds ($distance -le $Tolerance) -Negate $Negate -Message (
        "Expected the map of '$($ActualValue.Label)' in '$($ActualValue.Path)' $($Negate ? 'not to peak' : 'to peak') within $Tolerance pixels of " +
        "$($isPoint ? "$($area.X),$($area.Y)" : (Format-Box $area))$(Format-Because $Because) but it peaks at $([Math]::Round($x)),$([Math]::Round($y)), $([Math]::Round($distance)) pixels away.")
}

Export-ModuleMember

if (-not (Get-Command Add-ShouldOperator -ErrorAction Ignore)) {
    Write-Warning 'SaliencyPS.Pester adds operators to Should and does nothing without Pester 5 or 6, which is not installed.'
    return
}

if (-not (Get-Module SaliencyPS)) { Import-Module (Join-Path $PSScriptRoot 'SaliencyPS.psd1') -Global }
# Pester keeps an operator for the whole session, and takes the same one again in silence.
Add-ShouldOperator -Name HaveObjectBox -Test ${function:Test-HaveObjectBox} -SupportsArrayInput
Add-ShouldOperator -Name OverlapBox -Test ${function:Test-OverlapBox}
Add-ShouldOperator -Name PointAt -Test ${function:Test-PointAt}
