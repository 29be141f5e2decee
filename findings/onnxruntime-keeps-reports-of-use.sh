#!/usr/bin/env bash
# ONNX Runtime on Linux keeps reports of its use in the user's home, to be sent, whatever a .NET program sets.
#
# Seen with Microsoft.ML.OnnxRuntime 1.31.1, .NET SDK 10.0.401, on Debian 12, x64.
#
# Behavior. The first session of a process makes two files in .cache/Microsoft/DeveloperTools/.onnxruntime of the home: deviceid, a random
# name of the machine that stays, and onnxruntime.db, an SQLite database with a table of events (kind of processor, distribution, name of the
# program, version), which a library inside sends when it can. DisableTelemetryEvents() before the session changes nothing of that. Nor does
# ORT_DISABLE_TELEMETRY=1 set by the program with Environment.SetEnvironmentVariable: native code does not see what .NET sets, except on
# Windows. Only the variable in the environment that the process began with, or set by native code, leaves the home as it was.
#
# What to do about it. Call setenv of libc before anything of ONNX Runtime is loaded, or set the variable for the whole machine.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried.
set -euo pipefail

version=1.31.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset ORT_DISABLE_TELEMETRY
[ "$(uname)" = Linux ] || { echo "This is about Linux."; exit 2; }

cat > "$dir/Try.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="$version" />
  </ItemGroup>
</Project>
XML
cat > "$dir/Try.cs" <<'CSHARP'
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime;

// A model in protocol buffers: one node, Identity, from x to y, each a float.
byte[] Field(int number, byte[] bytes) => [(byte)(number << 3 | 2), (byte)bytes.Length, .. bytes];
byte[] Text(int number, string text) => Field(number, Encoding.ASCII.GetBytes(text));
byte[] Number(int number, byte value) => [(byte)(number << 3), value];
byte[] Value(int number, string name) =>
    Field(number, [.. Text(1, name), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, Field(1, Number(1, 1)))]))]);
byte[] graph = [.. Field(1, [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, "Identity")]), .. Text(2, "g"), .. Value(11, "x"), .. Value(12, "y")];
byte[] model = [.. Number(1, 8), .. Field(7, graph), .. Field(8, [.. Text(1, ""), .. Number(2, 17)])];

[DllImport("libc")] static extern int setenv(string name, string value, int overwrite);

const string Variable = "ORT_DISABLE_TELEMETRY";
if (args[0] == "set") Environment.SetEnvironmentVariable(Variable, "1");
if (args[0] == "setenv") setenv(Variable, "1", 1);
if (args[0] == "events") OrtEnv.Instance().DisableTelemetryEvents();
using var session = new InferenceSession(model);
Console.WriteLine($"{session.InputNames[0]} {session.OutputNames[0]}");
CSHARP
(cd "$dir" && dotnet build -nodeReuse:false -p:UseSharedCompilation=false -o "$dir/out") > "$dir/build.log" 2>&1 ||
    { cat "$dir/build.log" >&2; echo "Not tried: the program could not be built." >&2; exit 2; }

changed=0
try() { # WAY EXPECTED-FILES [VARIABLE]
  local home="$dir/home-$1$#" seen
  mkdir "$home"
  [ "$(env -u XDG_CACHE_HOME HOME="$home" ${3-} dotnet "$dir/out/Try.dll" "$1")" = "x y" ] ||
    { echo "Not tried: the model did not load." >&2; exit 2; }
  seen=$(cd "$home" && find . -type f -path '*onnxruntime*' -printf '%f ' | tr ' ' '\n' | sed '/^$/d' | sort | tr '\n' ' ')
  echo "$1 ${3-}: ${seen:-nothing}"
  [ "$seen" = "$2" ] || { echo "  expected: ${2:-nothing}"; changed=1; }
}

kept="deviceid onnxruntime.db "
try nothing "$kept"
try events "$kept"
try set "$kept"
try setenv ""
try nothing "" ORT_DISABLE_TELEMETRY=1
if [ "$changed" -ne 0 ]; then
    echo "CHANGED: ONNX Runtime $version does other things." >&2
    exit 1
fi
echo "As described: ONNX Runtime $version keeps reports of its use unless the environment that native code sees says no."
