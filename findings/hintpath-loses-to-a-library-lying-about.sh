#!/usr/bin/env bash
# A library of the same name anywhere below a project's folder is taken instead of the one that HintPath names, without a word.
#
# Seen with .NET SDK 10.0.401 on Linux.
#
# Behavior. A <Reference> with a <HintPath> to an existing file is resolved to another file when a library of that name lies in the
# project's folder or in any folder below it (bin and obj apart): an old copy, a backup, the output of another build. The SDK takes
# every file there for an item of the project (None), and libraries among those are the first place where MSBuild looks, before
# HintPath. Neither build nor output says so at normal verbosity; version and age of the file are not looked at. The program is
# compiled against the copy and the copy is put beside it, so it runs the old code: a change of the library seems to have no effect.
# Guessed before the first run: HintPath wins, being the more exact, or there is a warning about a conflict.
# It is so with a copy in a folder of any name; not in a folder whose name begins with a dot, nor where the project sets
# EnableDefaultNoneItems to false; and not for a ProjectReference.
#
# What to do about it. Keep copies of builds outside the folder of any project that names the library, or exclude their folder with
# DefaultItemExcludes, or refer to the project instead of the file. To see what was taken: dotnet msbuild -getItem:ReferencePath
# -t:ResolveAssemblyReferences; ResolvedFrom of that item is {CandidateAssemblyFiles} instead of {HintPathFromItem}.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

library() { # library TEXT OUTPUT
    mkdir -p "$dir/library"
    cat > "$dir/library/Library.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
XML
    echo "public static class Library { public static string Age => \"$1\"; }" > "$dir/library/Library.cs"
    dotnet build "$dir/library" -c Release -p:UseSharedCompilation=false -o "$dir/$2" > "$dir/build.log" 2>&1 ||
        { cat "$dir/build.log" >&2; echo "Not tried: the library could not be built." >&2; exit 2; }
}

mkdir "$dir/program"
cat > "$dir/program/Program.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <DefaultItemExcludes Condition="'$(Careful)' == 'true'">$(DefaultItemExcludes);backups/**</DefaultItemExcludes>
  </PropertyGroup>
  <ItemGroup>
    <Reference Include="Library">
      <HintPath>../new/Library.dll</HintPath>
    </Reference>
  </ItemGroup>
</Project>
XML
echo 'System.Console.WriteLine(Library.Age);' > "$dir/program/Program.cs"
library old old
library new new

changed=0
# try NAME EXPECTED [OPTION...]: builds from nothing; says which library runs, and where the build says that it found it.
try() {
    local name=$1 expected=$2
    shift 2
    rm -rf "$dir/program/bin" "$dir/program/obj"
    dotnet build "$dir/program" -c Release -p:UseSharedCompilation=false "$@" > "$dir/build.log" 2>&1 ||
        { cat "$dir/build.log" >&2; echo "Not tried: the program could not be built." >&2; exit 2; }
    local ran from
    ran=$(dotnet "$dir/program/bin/Release/net10.0/Program.dll")
    from=$(dotnet msbuild "$dir/program" -getItem:ReferencePath -t:ResolveAssemblyReferences -p:Configuration=Release "$@" |
        grep -o '{CandidateAssemblyFiles}\|{HintPathFromItem}' | sort -u)
    echo "$name: the $ran library runs; $(grep -cE 'warning' "$dir/build.log" || true) lines of warnings; $from"
    [ "$ran" = "$expected" ] || { echo "CHANGED: expected the $expected one" >&2; changed=1; }
    if grep -q 'Library' <(grep -i warning "$dir/build.log"); then echo "CHANGED: there is a warning" >&2; changed=1; fi
}

try "no copy" new
mkdir -p "$dir/program/backups/monday" "$dir/program/.backups"
cp "$dir/old/Library.dll" "$dir/program/.backups/"
try "a copy in a folder with a dot" new
cp "$dir/old/Library.dll" "$dir/program/backups/monday/"
try "a copy two folders below" old
try "the same, EnableDefaultNoneItems=false" new -p:EnableDefaultNoneItems=false
try "the same, DefaultItemExcludes" new -p:Careful=true
((changed == 0)) || exit 1
echo "As described: the copy below the project's folder wins over HintPath."
