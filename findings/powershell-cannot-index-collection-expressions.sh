#!/usr/bin/env bash
# PowerShell cannot index what C# makes of `[.. values]` where an IReadOnlyList<T> is wanted: `$list[0]` is the whole list.
#
# Seen with PowerShell 7.6.9 and the .NET SDK 10.0.401, which compiles a class library with lists of every kind.
#
# Behavior. Where the target of a collection expression is IReadOnlyList<T>, IReadOnlyCollection<T> or IEnumerable<T>, the compiler
# makes an object of a class of its own (unless the expression is `[]`, which gives an array). Such a list, of ints or of strings,
# of 1 element or of 3:
#     $list[0], $list[-1]       the list itself, and no error
#     $list[1]                  $null, and no error
#     $list[0..1]               an array of one element, which is the list
# while foreach, a pipeline, Count, Item(1), `@($list)[1]` and `$first, $rest = $list` do what they should. In strict mode [1] is an
# error (CannotIndex), but [0] is still the list. Collection expressions for List<T>, IList<T>, T[], ImmutableArray<T> and
# ReadOnlyCollection<T> are indexed as expected, and so is an IReadOnlyList<T> that Array.AsReadOnly made.
#
# The cause, as own classes in the library show: a class without a public indexer is still indexed if one interface brings an
# indexer, but not if several do; the compiler's class has those of IReadOnlyList<T>, IList<T> and IList. What else surprised:
#   - One element hides it: `$list[0]` prints like the element, and `$list[0].Value` is right, since PowerShell looks into the list;
#     only assigning `$list[0].Value` fails. With two elements `$list[0].Value` is the values of both.
#   - `$list[0] -eq 3` is true of the list 1, 2, 3, since -eq looks for 3 in it; `$list[0] + 1` is 1, 2, 3, 1.
#   - `([System.Collections.IList] $list)[1]` is the second element, but its [-1] is $null; a variable of type IList helps nothing.
#   - ConvertTo-Json of such a list is that of any list, piped, as input and in a property; `$list[0]` as input gives all of it.
#
# What to do about it. Where a script can reach a list, make it a type that has a public indexer: `Array.AsReadOnly<T>([.. values])`,
# a property of type ReadOnlyCollection<T> or ImmutableArray<T>, or a plain array. A test should index a list of at least two elements
# from PowerShell, and look at [1]; with one element it finds nothing. In a script that gets such a list, write `@($list)[0]`.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=7.6.9
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

dotnet tool install --tool-path "$dir/tool" powershell --version "$version" > "$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; echo "Not tried: PowerShell $version could not be installed." >&2; exit 2; }

mkdir "$dir/library"
cat > "$dir/library/Samples.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
</Project>
XML
cat > "$dir/library/Samples.cs" <<'CSHARP'
using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

public record Item(int Value);

public interface IOther
{
    int this[int index] { get; }
}

public class OneExplicitIndexer : IReadOnlyList<int>
{
    public int Count => 3;

    int IReadOnlyList<int>.this[int index] => index + 1;

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(1, 3).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public class TwoExplicitIndexers : OneExplicitIndexer, IOther
{
    int IOther.this[int index] => index + 1;
}

public static class Make
{
    public static IReadOnlyList<T> ReadOnlyList<T>(T[] values) => [.. values];
    public static IReadOnlyList<T> ReadOnlyListOfSequence<T>(IEnumerable<T> values) => [.. values];
    public static IReadOnlyList<T> ReadOnlyListOfOne<T>(T value) => [value];
    public static IReadOnlyList<T> ReadOnlyListOfNone<T>() => [];
    public static IReadOnlyCollection<T> ReadOnlyCollectionInterface<T>(T[] values) => [.. values];
    public static IEnumerable<T> Enumerable<T>(T[] values) => [.. values];
    public static List<T> List<T>(T[] values) => [.. values];
    public static IList<T> ListInterface<T>(T[] values) => [.. values];
    public static T[] Array<T>(T[] values) => [.. values];
    public static ImmutableArray<T> Immutable<T>(T[] values) => [.. values];
    public static ReadOnlyCollection<T> ReadOnlyCollection<T>(T[] values) => [.. values];
    public static IReadOnlyList<T> AsReadOnly<T>(T[] values) => System.Array.AsReadOnly<T>([.. values]);
}
CSHARP
(cd "$dir/library" && dotnet build -nodeReuse:false -p:UseSharedCompilation=false -o "$dir/out") > "$dir/build.log" 2>&1 ||
    { cat "$dir/build.log" >&2; echo "Not tried: the class library could not be built." >&2; exit 2; }

cat > "$dir/try.ps1" <<'POWERSHELL'
param([string] $Library)
$ErrorActionPreference = 'Stop'
Add-Type -Path $Library

# What a script gets, without unrolling it.
function Get-Text($Result, $List) {
    if ($null -eq $Result) { 'null' }
    elseif ([object]::ReferenceEquals($Result, $List)) { 'the list' }
    elseif ($Result -is [object[]]) {
        $elements = foreach ($i in 0..$Result.Length) { if ($i -lt $Result.Length) { Get-Text $Result[$i] $List } }
        "{$($elements -join ', ')}"
    }
    else { "$Result" }
}

function Show-Index([string] $Name, $List) {
    $first = $List[0]; $second = $List[1]; $last = $List[-1]; $range = $List[0..1]
    "${Name}: [0] $(Get-Text $first $List); [1] $(Get-Text $second $List); [-1] $(Get-Text $last $List); " +
        "[0..1] $(Get-Text $range $List)"
}

function Show-Json([string] $Name, $List) {
    "${Name}: piped $($List | ConvertTo-Json -Compress); as input $(ConvertTo-Json $List -Compress); " +
        "in a property $([pscustomobject] @{ A = $List } | ConvertTo-Json -Compress); its [0] $(ConvertTo-Json $List[0] -Compress)"
}

$numbers = [int[]] (1, 2, 3)
$number = [int[]] @(7)
$words = [string[]] ('ab', 'cd', 'ef')
$word = [string[]] @('ab')

Show-Index 'IReadOnlyList, 3 ints' ([Make]::ReadOnlyList($numbers))
Show-Index 'IReadOnlyList, 1 int' ([Make]::ReadOnlyList($number))
Show-Index 'IReadOnlyList, 3 strings' ([Make]::ReadOnlyList($words))
Show-Index 'IReadOnlyList, 1 string' ([Make]::ReadOnlyList($word))
Show-Index 'IReadOnlyList of a sequence' ([Make]::ReadOnlyListOfSequence($numbers))
Show-Index 'IReadOnlyList, [value]' ([Make]::ReadOnlyListOfOne(7))
"IReadOnlyList, []: $([Make]::ReadOnlyListOfNone[int]().GetType())"
Show-Index 'IReadOnlyCollection' ([Make]::ReadOnlyCollectionInterface($numbers))
Show-Index 'IEnumerable' ([Make]::Enumerable($numbers))
Show-Index 'List, 3 ints' ([Make]::List($numbers))
Show-Index 'List, 1 string' ([Make]::List($word))
Show-Index 'IList' ([Make]::ListInterface($numbers))
Show-Index 'array' ([Make]::Array($numbers))
Show-Index 'ImmutableArray' ([Make]::Immutable($numbers))
Show-Index 'ReadOnlyCollection' ([Make]::ReadOnlyCollection($numbers))
Show-Index 'IReadOnlyList by Array.AsReadOnly' ([Make]::AsReadOnly($numbers))
Show-Index 'own class, one explicit indexer' ([OneExplicitIndexer]::new())
Show-Index 'own class, two explicit indexers' ([TwoExplicitIndexers]::new())

$list = [Make]::ReadOnlyList($numbers)
$looped = foreach ($one in $list) { $one }
$first, $rest = $list
"foreach $($looped -join ' '); piped $(($list | ForEach-Object { $_ }) -join ' '); Count $($list.Count); " +
    "Item(1) $($list.Item(1)); @()[1] $(@($list)[1]); `$first, `$rest $first and $rest"
"[0] -eq 3 is true: $([bool] ($list[0] -eq 3)); [0] + 1: $($list[0] + 1)"
[System.Collections.IList] $typed = $list
$byCast = ([System.Collections.IList] $list)[1]; $lastByCast = ([System.Collections.IList] $list)[-1]; $byVariable = $typed[1]
"cast to IList: [1] $(Get-Text $byCast $list), [-1] $(Get-Text $lastByCast $list); in a variable of type IList: [1] " +
    (Get-Text $byVariable $list)
$end = & { Set-StrictMode -Version Latest; $first = $list[0]; Get-Text $first $list; try { $list[1] } catch { $_.FullyQualifiedErrorId } }
"in strict mode: [0] $($end[0]); [1] $($end[1])"

$items = [Make]::ReadOnlyList([Item[]] ([Item]::new(7), [Item]::new(8)))
"2 records: [0].Value $($items[0].Value)"
$items = [Make]::ReadOnlyList([Item[]] @([Item]::new(7)))
$end = try { $items[0].Value = 9; 'no error' } catch { $_.FullyQualifiedErrorId }
"1 record: [0].Value $($items[0].Value); set [0].Value $end"

Show-Json 'JSON, IReadOnlyList, 3 ints' $list
Show-Json 'JSON, IReadOnlyList, 1 int' ([Make]::ReadOnlyList($number))
Show-Json 'JSON, List, 1 int' ([Make]::List($number))
POWERSHELL

cat > "$dir/expected.txt" <<'TEXT'
IReadOnlyList, 3 ints: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList, 1 int: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList, 3 strings: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList, 1 string: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList of a sequence: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList, [value]: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IReadOnlyList, []: int[]
IReadOnlyCollection: [0] the list; [1] null; [-1] the list; [0..1] {the list}
IEnumerable: [0] the list; [1] null; [-1] the list; [0..1] {the list}
List, 3 ints: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
List, 1 string: [0] ab; [1] null; [-1] ab; [0..1] {ab}
IList: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
array: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
ImmutableArray: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
ReadOnlyCollection: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
IReadOnlyList by Array.AsReadOnly: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
own class, one explicit indexer: [0] 1; [1] 2; [-1] 3; [0..1] {1, 2}
own class, two explicit indexers: [0] the list; [1] null; [-1] the list; [0..1] {the list}
foreach 1 2 3; piped 1 2 3; Count 3; Item(1) 2; @()[1] 2; $first, $rest 1 and 2 3
[0] -eq 3 is true: True; [0] + 1: 1 2 3 1
cast to IList: [1] 2, [-1] null; in a variable of type IList: [1] null
in strict mode: [0] the list; [1] CannotIndex
2 records: [0].Value 7 8
1 record: [0].Value 7; set [0].Value PropertyAssignmentException
JSON, IReadOnlyList, 3 ints: piped [1,2,3]; as input [1,2,3]; in a property {"A":[1,2,3]}; its [0] [1,2,3]
JSON, IReadOnlyList, 1 int: piped 7; as input [7]; in a property {"A":[7]}; its [0] [7]
JSON, List, 1 int: piped 7; as input [7]; in a property {"A":[7]}; its [0] 7
TEXT

export XDG_CACHE_HOME="$dir/cache" XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data"
"$dir/tool/pwsh" -NoProfile -NonInteractive -File "$dir/try.ps1" "$dir/out/Samples.dll" > "$dir/seen.txt" 2> "$dir/errors.txt" ||
    { cat "$dir/seen.txt" "$dir/errors.txt" >&2; echo "Not tried: the script in PowerShell did not run to its end." >&2; exit 2; }
cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: PowerShell $version, or the C# compiler, does not treat these lists as it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: PowerShell $version cannot index a collection expression that is an IReadOnlyList."
