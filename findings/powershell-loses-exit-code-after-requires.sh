#!/usr/bin/env bash
# PowerShell ends with 0 after `exit 3` in a script that requires a module which dot-sources a file.
#
# Seen with PowerShell 7.6.9 on .NET 10; reported as PowerShell/PowerShell#23887 (and before as #6615, pester/Pester#1021).
#
# Behavior. `pwsh -File script.ps1` passes the code of `exit` on to its caller, unless the script says `#Requires -Modules NAME` and
# loading that module runs another script by `. file.ps1`: then it is 0, whatever was said. Pester is such a module, so a gate of a build
# that begins with `#Requires -Modules Pester` lets everything pass. All that was seen is in expected.txt below. What surprised:
#   - Functions, aliases, manifests and ScriptsToProcess do no harm; an empty file that is dot-sourced does.
#   - The same module, imported in the body or before, does no harm either.
#
# What to do about it. In a script whose exit code counts, import such modules in the body; run its test with -File.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=7.6.9
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

dotnet tool install --tool-path "$dir/tool" powershell --version "$version" > "$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; echo "Not tried: PowerShell $version could not be installed." >&2; exit 2; }

mkdir -p "$dir/modules/Plain" "$dir/modules/Dotted"
echo 'function Get-Plain { 1 }' > "$dir/modules/Plain/Plain.psm1"
echo '. $PSScriptRoot/empty.ps1' > "$dir/modules/Dotted/Dotted.psm1"
: > "$dir/modules/Dotted/empty.ps1"
printf '#Requires -Modules Plain\nexit 3\n' > "$dir/requires-plain.ps1"
printf '#Requires -Modules Dotted\nexit 3\n' > "$dir/requires-dotted.ps1"
printf 'Import-Module Dotted\nexit 3\n' > "$dir/imports-dotted.ps1"

cat > "$dir/expected.txt" <<'TEXT'
requires-plain: 3
requires-dotted: 0
imports-dotted: 3
TEXT

export XDG_CACHE_HOME="$dir/cache" XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data" PSModulePath="$dir/modules"
for name in requires-plain requires-dotted imports-dotted; do
    code=0
    "$dir/tool/pwsh" -NoProfile -NonInteractive -File "$dir/$name.ps1" > "$dir/errors.txt" 2>&1 || code=$?
    if [ -s "$dir/errors.txt" ]; then cat "$dir/errors.txt" >&2; echo "Not tried: $name.ps1 did not run." >&2; exit 2; fi
    echo "$name: $code" >> "$dir/seen.txt"
done
cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: PowerShell $version passes exit codes on otherwise than it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: PowerShell $version loses the exit code after #Requires of a module that dot-sources."
