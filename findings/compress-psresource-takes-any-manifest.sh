#!/usr/bin/env bash
# Compress-PSResource takes another manifest beside that of the module for the manifest of the package.
#
# Seen with PowerShell 7.6.9, which brings Microsoft.PowerShell.PSResourceGet with it.
#
# Behavior. A module may have nested manifests. Where one lies in the module's folder, beside the manifest that bears the module's name,
# Compress-PSResource reads author, version and description from it; without an author there the module cannot be packed ("No author was
# provided in the module manifest"). What surprised:
#   - Test-ModuleManifest and Import-Module take both manifests for what they are.
#   - In a folder below, the nested manifest does no harm.
#
# What to do about it. Keep nested manifests in folders of their own.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=7.6.9
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

dotnet tool install --tool-path "$dir/tool" powershell --version "$version" > "$dir/install.log" 2>&1 ||
    { cat "$dir/install.log" >&2; echo "Not tried: PowerShell $version could not be installed." >&2; exit 2; }

mkdir -p "$dir/beside/Zoo" "$dir/below/Zoo/Inner" "$dir/packages"
manifest="@{ ModuleVersion = '1.2.3'; Author = 'A'; Description = 'D'; GUID = '3c2bd8b2-0a0c-4b0e-9d0d-2f2f6a5f7a11'; NestedModules = @('INNER') }"
echo "${manifest/INNER/Zoo.Inner.psd1}" > "$dir/beside/Zoo/Zoo.psd1"
echo "${manifest/INNER/Inner\/Zoo.Inner.psd1}" > "$dir/below/Zoo/Zoo.psd1"
for inner in "$dir/beside/Zoo" "$dir/below/Zoo/Inner"; do echo "@{ ModuleVersion = '1.0' }" > "$inner/Zoo.Inner.psd1"; done

cat > "$dir/pack.ps1" <<'PS'
param($Root)
foreach ($place in 'beside', 'below') {
    $sound = [bool] (Test-ModuleManifest "$Root/$place/Zoo/Zoo.psd1" -ErrorAction Stop)
    $packed = try { (Compress-PSResource "$Root/$place/Zoo" "$Root/packages" -PassThru -ErrorAction Stop).Name } catch { "$_" -replace '\..*' }
    "${place}: sound $sound, $packed"
}
PS
cat > "$dir/expected.txt" <<'TEXT'
beside: sound True, No author was provided in the module manifest
below: sound True, Zoo.1.2.3.nupkg
TEXT

mkdir -p "$dir/home" "$dir/cache" "$dir/config" "$dir/data" # where one is missing, PowerShell writes into the current folder
export HOME="$dir/home" XDG_CACHE_HOME="$dir/cache" XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data"
unset PSModulePath
"$dir/tool/pwsh" -NoProfile -NonInteractive -File "$dir/pack.ps1" "$dir" > "$dir/seen.txt" 2> "$dir/errors.txt" || true
if [ -s "$dir/errors.txt" ]; then cat "$dir/errors.txt" >&2; echo "Not tried: the modules could not be packed." >&2; exit 2; fi
cat "$dir/seen.txt"
if ! diff "$dir/expected.txt" "$dir/seen.txt" > "$dir/difference.txt"; then
    echo "CHANGED: PowerShell $version packs modules with nested manifests otherwise than it did (< then, > now):" >&2
    cat "$dir/difference.txt" >&2
    exit 1
fi
echo "As described: PowerShell $version takes a nested manifest for that of the package."
