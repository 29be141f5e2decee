#!/usr/bin/env bash
# PowerShell assigns C# properties that are `init`-only, at any time.
#
# Seen with PowerShell 7.6.9 on .NET 10. The classes are compiled by its own Add-Type; a library built by the .NET SDK 10.0.401
# behaved the same.
#
# Behavior. To C#, `init` means that a property can be set while its object is made, and not later (error CS8852). PowerShell sees a
# public setter like any other: `$record.Value = 2` succeeds and changes the object for all who hold it, also where the property is
# `required`, belongs to a positional record, or to an object in a ReadOnlyCollection. The code of the accessor does run, and what it
# throws stops the assignment. Refused is what has no public setter: a property that is get-only, `internal init` or `private init`,
# and a `readonly` field; the error id is PropertyAssignmentException. All that was seen is in expected.txt below.
# What surprised, or does harm in silence:
#   - A `readonly record struct` is changed where it is boxed in a variable, and so are its copies: PowerShell copies a struct on
#     assignment only if it has a field that is not readonly. After `$copy = $value`, `$copy.Value = 2` changes `$value` as well, and a
#     function changes its caller's. The same struct with `set` instead of `init` is copied, so there `init` protects less than `set`.
#   - In a ReadOnlyCollection the same struct is not changed, and there is no error: a copy was changed and dropped.
#   - A record in a HashSet is not found there any more after one of its properties was assigned.
#   - `required` is not looked at: `[T]::new()` makes an object whose required property was never set.
#
# What to do about it. Where an object is shared (static instances, presets, anything cached, what a caller may hold while work goes on),
# make its properties get-only or `internal init`, or hand out a copy. A public `init` is good enough for results that are made for one
# caller. Put checks in the `init` accessor, where they hold for assignments too, and do not count on `required` or on a check in the
# constructor. `internal init` has a price: other assemblies, and `[T]@{ Value = 2 }` in a script, cannot set it either. And it
# is no wall: reflection sets it.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=7.6.9
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

dotnet tool install --tool-path "$dir/tool" powershell --version "$version" > "$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; echo "Not tried: PowerShell $version could not be installed." >&2; exit 2; }

cat > "$dir/Samples.cs" <<'CSHARP'
using System;

public class PublicInit { public int Value { get; init; } = 1; }
public class GetOnly { public int Value { get; } = 1; }
public class InternalInit { public int Value { get; internal init; } = 1; }
public class PrivateInit { public int Value { get; private init; } = 1; }
public class ReadOnlyField { public readonly int Value = 1; }
public class RequiredInit { public required int Value { get; init; } }
public record Positional(int Value);
public readonly record struct InitStruct(int Value);
public record struct SetStruct(int Value);

public class CheckedInit
{
    private readonly int _value = 1;

    public int Value
    {
        get => _value;
        init => _value = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }
}

public static class Make
{
    public static RequiredInit Required() => new() { Value = 1 };
}
CSHARP

cat > "$dir/try.ps1" <<'POWERSHELL'
param([string] $Samples)
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition (Get-Content -Raw $Samples)

function Set-Value([string] $Name, $Object, [int] $Value = 2) {
    $before = $Object.Value
    $end = try { $Object.Value = $Value; 'no error' } catch { $_.FullyQualifiedErrorId }
    "${Name}: $before, then $($Object.Value), $end"
}

$late = try {
    Add-Type 'public class Late { public int Value { get; init; } public static void Set(Late late) => late.Value = 2; }'
    'compiled'
} catch { "$($Error | Where-Object { "$_" -match 'CS\d+' } | ForEach-Object { $Matches[0] } | Select-Object -First 1)" }
"C# after construction: $late"

Set-Value 'public init' ([PublicInit]::new())
Set-Value 'get-only' ([GetOnly]::new())
Set-Value 'internal init' ([InternalInit]::new())
Set-Value 'private init' ([PrivateInit]::new())
Set-Value 'readonly field' ([ReadOnlyField]::new())
Set-Value 'required init' ([Make]::Required())
"required init, never set: $([RequiredInit]::new().Value)"
Set-Value 'positional record' ([Positional]::new(1))
Set-Value 'init that checks, to -1' ([CheckedInit]::new()) -1

$value = [InitStruct]::new(1)
$value.Value = 2
"readonly record struct: $($value.Value)"
$value = [InitStruct]::new(1); $copy = $value; $copy.Value = 2
"readonly record struct, its copy assigned: copy $($copy.Value), original $($value.Value)"
$value = [InitStruct]::new(1); $null = Set-Value '' $value
"readonly record struct, assigned in a function: caller's $($value.Value)"
$value = [SetStruct]::new(1); $copy = $value; $copy.Value = 2
"record struct with set, its copy assigned: copy $($copy.Value), original $($value.Value)"

$frozen = [Array]::AsReadOnly([PublicInit[]] [PublicInit]::new())
$frozen[0].Value = 2
"class in a ReadOnlyCollection: $($frozen[0].Value)"
$frozen = [Array]::AsReadOnly([InitStruct[]] [InitStruct]::new(1))
$frozen[0].Value = 2
"readonly record struct in a ReadOnlyCollection: $($frozen[0].Value)"

$record = [Positional]::new(1)
$set = [System.Collections.Generic.HashSet[Positional]]::new()
$null = $set.Add($record)
$record.Value = 2
"record in a HashSet, then assigned: count $($set.Count), contains $($set.Contains($record))"

$end = try { $null = [InternalInit] @{ Value = 2 }; 'no error' } catch { $_.FullyQualifiedErrorId }
"internal init in a cast hashtable: $end"
$hidden = [InternalInit]::new()
[InternalInit].GetProperty('Value').SetValue($hidden, 2)
"internal init by reflection: $($hidden.Value)"
POWERSHELL

cat > "$dir/expected.txt" <<'TEXT'
C# after construction: CS8852
public init: 1, then 2, no error
get-only: 1, then 1, PropertyAssignmentException
internal init: 1, then 1, PropertyAssignmentException
private init: 1, then 1, PropertyAssignmentException
readonly field: 1, then 1, PropertyAssignmentException
required init: 1, then 2, no error
required init, never set: 0
positional record: 1, then 2, no error
init that checks, to -1: 1, then 1, ExceptionWhenSetting
readonly record struct: 2
readonly record struct, its copy assigned: copy 2, original 2
readonly record struct, assigned in a function: caller's 2
record struct with set, its copy assigned: copy 2, original 1
class in a ReadOnlyCollection: 2
readonly record struct in a ReadOnlyCollection: 1
record in a HashSet, then assigned: count 1, contains False
internal init in a cast hashtable: ObjectCreationError
internal init by reflection: 2
TEXT

export XDG_CACHE_HOME="$dir/cache" XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data"
"$dir/tool/pwsh" -NoProfile -NonInteractive -File "$dir/try.ps1" "$dir/Samples.cs" > "$dir/seen.txt" 2> "$dir/errors.txt" ||
    { cat "$dir/seen.txt" "$dir/errors.txt" >&2; echo "Not tried: the script in PowerShell did not run to its end." >&2; exit 2; }
cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: PowerShell $version does not treat init-only properties as it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: PowerShell $version assigns public init properties of finished objects."
