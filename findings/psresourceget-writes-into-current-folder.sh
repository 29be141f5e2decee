#!/usr/bin/env bash
# PowerShell's PSResourceGet keeps its list of repositories in the current folder where XDG_DATA_HOME names a folder that is not there yet.
#
# Seen with PowerShell 7.6.9, which brings Microsoft.PowerShell.PSResourceGet with it, on Linux.
#
# Behavior. The list belongs into the user's data, $XDG_DATA_HOME/PSResourceGet/PSResourceRepository.xml. Where that folder is missing, a
# command that reads the list makes PSResourceGet/PSResourceRepository.xml in the folder that is the current one. What surprised:
#   - Nothing is said, and the folder of the variable is not made; without the variable, ~/.local/share is.
#   - A repository that was registered from one folder is unknown in the next: each folder gets a list of its own.
#   - .NET is behind it: Environment.GetFolderPath gives an empty text for a folder that is not there, and a path made of it is relative.
#
# What to do about it. Make the folder that XDG_DATA_HOME names first.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=7.6.9
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

dotnet tool install --tool-path "$dir/tool" powershell --version "$version" > "$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; echo "Not tried: PowerShell $version could not be installed." >&2; exit 2; }

unset PSModulePath XDG_CACHE_HOME XDG_CONFIG_HOME
export HOME="$dir/home" XDG_DATA_HOME="$dir/data"
mkdir -p "$HOME" "$dir/one" "$dir/two" "$dir/three" "$dir/packages"
run() { (cd "$dir/$1" && "$dir/tool/pwsh" -NoProfile -NonInteractive -Command "$2"); }
files() { (cd "$dir/$1" && find . -type f | sort | tr '\n' ' '); }
names='(Get-PSResourceRepository).Name -join ","'
{
    echo "one: $(run one "Register-PSResourceRepository Mine '$dir/packages'; $names"), files $(files one)"
    echo "two: $(run two "$names"), files $(files two)"
    mkdir -p "$XDG_DATA_HOME"
    echo "with the folder: $(run three "Register-PSResourceRepository Mine '$dir/packages'; $names"), files $(files three)"
} > "$dir/seen.txt" 2> "$dir/errors.txt" || true
if [ -s "$dir/errors.txt" ]; then cat "$dir/errors.txt" >&2; echo "Not tried: PowerShell did not run." >&2; exit 2; fi
cat > "$dir/expected.txt" << 'TEXT'
one: Mine,PSGallery, files ./PSResourceGet/PSResourceRepository.xml 
two: PSGallery, files ./PSResourceGet/PSResourceRepository.xml 
with the folder: Mine,PSGallery, files 
TEXT

cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: PowerShell $version keeps its repositories elsewhere than it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: PowerShell $version keeps its list of repositories in the current folder."
