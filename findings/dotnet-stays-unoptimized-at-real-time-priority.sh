#!/usr/bin/env bash
# At real-time priority on one core a busy .NET program is never optimized: `chrt -f` makes it slower, not steadier.
#
# Seen with .NET 10.0.12 (SDK 10.0.401) on Linux, x64, 2 cores.
#
# Behavior. Methods are compiled quickly first (tier 0); those that are called often are compiled again, optimized, by a thread in the
# background. Threads inherit policy and priority of the process, and among threads of the policy SCHED_FIFO none gets the core before
# the one that has it waits or ends. A program that is started with `chrt -f 10 taskset -c 1 dotnet ...` to measure it in peace, and
# that does not wait, so keeps the core from the thread that would make it fast. There is no message.
# Only methods with loops escape: they are replaced while they run, by the thread that runs them (OSR), and what has
# AggressiveOptimization is optimized at once, so that a kernel looks right and everything around it ten times too dear.
# Guessed before the first run: real-time priority changes the spread of the times and nothing else.
#
#
# Seen, on a machine that was busy with other work: time of a small call after four seconds, and how the method was compiled.
#     one core                      2.6 ns    Tier0, Instrumented Tier0, Tier1
#     SCHED_FIFO, one core         12.7 ns    Tier0                              (250 ns in one of three runs)
#     SCHED_FIFO, two cores         2.6 ns    Tier0, Instrumented Tier0, Tier1
#     SCHED_RR, one core            1.6 ns    Tier0, Instrumented Tier0, Tier1
#     nice -n -10, one core         3.4 ns    Tier0, Instrumented Tier0, Tier1
# A program that sleeps does not help itself by that alone: with one second of sleep after two, or 0.2 seconds after each 0.7, it was
# still Tier0 after four and five seconds.
#
# What to do about it. Leave a second core in the mask (`taskset -c 0,1`), or use `chrt -r`, where equal threads take turns, or `nice`
# instead of `chrt`, or set DOTNET_TieredCompilation=0. If numbers of a benchmark fall by a constant for each call when it is pinned, look
# at the tiers first: DOTNET_JitStdOutFile and DOTNET_JitDisasmSummary=1 list them in the released runtime.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried (it needs the right to real-time
# priority, as root has it, and two cores, one of which is busy for some seconds).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

mkdir "$dir/program"
cat > "$dir/program/Program.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
</Project>
XML
cat > "$dir/program/Program.cs" <<'CSHARP'
using System.Diagnostics;
using System.Runtime.CompilerServices;

// The small method has no loop, the one that calls it has one; it returns often enough to be counted as called.
long sum = 0, last = 0;
var begin = Stopwatch.GetTimestamp();
while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 4)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < 200_000; i++) sum += Work.Small(i);
    last = Stopwatch.GetTimestamp() - start;
}

Console.WriteLine($"{(double)last / Stopwatch.Frequency * 1e9 / 200_000:0.00} ns a call" + (sum == 0 ? "?" : ""));

internal static class Work
{
    // As if it were too large to be inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Small(int i) => Smaller(i) + Smaller(i + 1);

    public static int Smaller(int i) => Smallest(i) ^ i;

    public static int Smallest(int i) => i & 3;
}
CSHARP
(cd "$dir/program" && dotnet build -c Release -nodeReuse:false -p:UseSharedCompilation=false -o "$dir/out") > "$dir/build.log" 2>&1 ||
    { cat "$dir/build.log" >&2; echo "Not tried: the program could not be built." >&2; exit 2; }

cores=$(taskset -cp $$ | sed 's/.*: //' | tr ',' '\n' | awk -F- '{ for (i = $1; i <= ($2 == "" ? $1 : $2); i++) print i }')
two=$(head -2 <<< "$cores" | paste -sd,)
one=$(sed -n 2p <<< "$cores")
[ -n "$one" ] || { echo "Not tried: it needs two cores." >&2; exit 2; }
chrt -f 10 true 2> /dev/null || { echo "Not tried: no right to real-time priority." >&2; exit 2; }

changed=0
# try NAME TIERS COMMAND...: the tiers in which Small is compiled, in their order.
try() {
    local name=$1 expected=$2
    shift 2
    rm -f "$dir/compiled"
    local told tiers
    told=$(env DOTNET_JitStdOutFile="$dir/compiled" DOTNET_JitDisasmSummary=1 timeout 60 "$@")
    tiers=$(sed -n 's/.*JIT compiled Work:Small(int) \[\([^,]*\),.*/\1/p' "$dir/compiled" | paste -sd' ')
    echo "$name: $told; $tiers"
    case "$expected $tiers" in
        "optimized "*"Tier1"* | "optimized FullOpts"*) ;;
        "never "*"Tier1"*) echo "CHANGED: it was optimized" >&2; changed=1 ;;
        "never Tier0"*) ;;
        *) echo "CHANGED: expected $expected" >&2; changed=1 ;;
    esac
}

try "one core" optimized taskset -c "$one" dotnet "$dir/out/Program.dll"
try "SCHED_FIFO, one core" never chrt -f 10 taskset -c "$one" dotnet "$dir/out/Program.dll"
try "SCHED_FIFO, one core, no tiers" optimized env DOTNET_TieredCompilation=0 chrt -f 10 taskset -c "$one" dotnet "$dir/out/Program.dll"
try "SCHED_FIFO, two cores" optimized chrt -f 10 taskset -c "$two" dotnet "$dir/out/Program.dll"
try "SCHED_RR, one core" optimized chrt -r 10 taskset -c "$one" dotnet "$dir/out/Program.dll"
try "nice, one core" optimized nice -n -10 taskset -c "$one" dotnet "$dir/out/Program.dll"
((changed == 0)) || exit 1
echo "As described: at SCHED_FIFO on one core nothing is optimized."
