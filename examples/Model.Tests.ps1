#Requires -Version 7.6 -Modules SaliencyPS, @{ ModuleName = 'Pester'; ModuleVersion = '5.2' }

<#
.SYNOPSIS
What a network must be able to do before it is used. Copy this and put in your own photographs.
.DESCRIPTION
Run it with Invoke-Pester, or in CI with Test-Model.ps1. A few photographs must come out right, whatever else changes; of the others, most.
.PARAMETER Path
The folder of photographs, with their true boxes in ground-truth.json (COCO); the sources have one beside this script. Photographs of the
file that are not there are left out.
.PARAMETER Network
The network that is tested: a network, its file, or its name in the store.
.PARAMETER MinimumAccuracy
Share of photographs whose best class is right, 0 to 1.
.PARAMETER MinimumLocated
Share of photographs whose best class is right and whose box covers the thing with an IoU of at least 0.5.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of Pester use them.')]
[Diagnostics.CodeAnalysis.SuppressMessage('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'Other blocks of Pester use them.')]
param(
    [string] $Path = (Join-Path $PSScriptRoot 'images'),
    [object] $Network = 'scenes',
    [double] $MinimumAccuracy = 0.9,
    [double] $MinimumLocated = 0.5
)

BeforeDiscovery {
    # Photographs that must never go wrong, what is on them, and where: x, y, width, height.
    $certain = @(
        @{ Name = 'mushroom-017.jpg'; Label = 'mushroom'; Box = 106, 52, 157, 130 }
        @{ Name = 'lamp-038.jpg'; Label = 'lamp'; Box = 53, 45, 105, 149 }
        @{ Name = 'sailboat-043.jpg'; Label = 'sailboat'; Box = 41, 56, 106, 125 }
        @{ Name = 'hot-air-balloon-060.jpg'; Label = 'hot-air-balloon'; Box = 34, 19, 118, 137 }
        @{ Name = 'chess-pawn-080.jpg'; Label = 'chess-pawn'; Box = 25, 3, 150, 231 }
    ).Where{ Test-Path -LiteralPath (Join-Path $Path $_.Name) }
}

BeforeAll { Import-Module (Join-Path (Get-Module SaliencyPS).ModuleBase 'SaliencyPS.Pester.psm1') }

# Pester 6 takes no empty list.
if ($certain) {
    Describe 'The <Label> of <Name>' -ForEach $certain {
        BeforeAll { $map = Get-ClassSaliency -LiteralPath (Join-Path $Path $Name) -Network $Network -Top 1 }

        It 'is named and found' { $map | Should -HaveObjectBox -Label $Label -MinimumProbability 0.9 }

        It 'is what the map points at' { $map | Should -PointAt $Box }

        It 'is what the box covers' { $map | Should -OverlapBox $Box -MinimumIoU 0.8 }
    }
}

Describe 'All photographs' {
    BeforeAll {
        $truth = Get-Content -Raw -LiteralPath (Join-Path $Path 'ground-truth.json') | ConvertFrom-Json
        $names, $labels = @{}, @{}
        foreach ($image in $truth.images) { $names[$image.id] = $image.file_name }
        foreach ($category in $truth.categories) { $labels[$category.id] = $category.name }
        $known = $truth.annotations | Group-Object { "$($names[$_.image_id]) $($labels[$_.category_id])" } -AsHashTable

        $maps = @(Get-ChildItem -LiteralPath $Path -Filter *.jpg | Get-ClassSaliency -Network $Network -Top 1)
        $right = @($maps.Where{ $known.ContainsKey("$(Split-Path -Leaf $_.Path) $($_.Label)") })
        $located = @($right | Find-ObjectBox -ErrorAction SilentlyContinue | Where-Object {
                $box = [SaliencyPS.Localization.BoundingBox]::new($_.X, $_.Y, $_.Width, $_.Height)
                $known["$(Split-Path -Leaf $_.Path) $($_.Label)"].Where{ $x, $y, $width, $height = $_.bbox; $box.IntersectionOverUnion($x, $y, $width, $height) -ge 0.5 }
            })
    }

    It 'are there' { $maps.Count | Should -BeGreaterThan 0 }

    It 'are mostly named' { $right.Count / $maps.Count | Should -BeGreaterOrEqual $MinimumAccuracy }

    It 'are mostly located' { $located.Count / $maps.Count | Should -BeGreaterOrEqual $MinimumLocated }
}
