#!/usr/bin/env bash
# Without AVX-512 a method of some tens of Vector512 operations is compiled with real calls for them: several times slower, or 200 times.
#
# Seen with .NET 10.0.12 (SDK 10.0.401), Linux, on an AMD EPYC of the third generation (AVX2 and FMA, no AVX-512). On a processor with
# AVX-512 the script sets DOTNET_EnableAVX512=0; the runtime has that name, but it was not tried on such a processor.
#
# Behavior. Where Vector512<float> is not the hardware's, each operation is C# that does two operations of Vector256, and is fast only
# if the JIT inlines it and all that it calls. The JIT gives up on that in silence, per method, for one of two reasons, which only its
# events (MethodJitInliningFailed) name:
#   - "inline exceeds budget". The budget grows with the IL of the method that is compiled, not with that of the functions it inlines,
#     so AggressiveInlining on a function does not help; it makes it worse, as it moves IL out of the method. In a method that does
#     nothing but call one such function of n FusedMultiplyAdd: n = 22 without a call, n = 24 with 2, 26 with 4. Called twice in one
#     method, n = 12 without, 14 with (1); called 8 times, n = 8 without, 10 with (5).
#   - "unprofitable inline", of SetLowerUnsafe and SetUpperUnsafe, by which the halves are joined. FusedMultiplyAdd written straight
#     into a method: none at 214, 25 calls of each at 250, 75 at 300. In a loop over a span it begins at 168. Vector512.Max begins
#     between 70 and 80 there, GreaterThan with ConditionalSelect between 30 and 40; Vector256 not up to 580, the most that was tried.
# Guessed before the first run: about 100 FusedMultiplyAdd in one method, for a limit of 512 local variables. Wrong in both.
#
# GELU of 16384 numbers, in time per number, on a machine that was busy with other work, so runs varied by a third:
#     Once     a loop with one function of 16 numbers               no call    0.8 to 1.1 ns
#     Twice    a loop with two, for 32 numbers                     17 calls    2.6 to 3.0 ns    with DOTNET_TieredCompilation=0: 195 to 200 ns
#     Apart    a loop that calls One twice, a method not inlined   26 calls    3.0 to 3.3 ns    with DOTNET_TieredCompilation=0: 1000 to 1400 ns
#     Halves   a loop with four functions of Vector256              no call    1.2 to 1.5 ns
# What surprised:
#   - Splitting is no cure by itself: One holds nothing but one function, and so little IL that it has more calls than Twice.
#   - With DOTNET_TieredCompilation=0 it is 200 times slower or worse. With DOTNET_ReadyToRun=0 as well it is 5 and 12 ns, so what is
#     called is presumably the library's precompiled code, made for any x64, which without tiers is never compiled again.
#   - The bits of all results are equal, so no test of values sees it.
#
# What to do about it. Use Vector256, or Vector512 only where Vector512.IsHardwareAccelerated. Else keep the loop, with its spans, and one
# function in one method, as in Once; and count the calls in the disassembly (DOTNET_JitDisasm and DOTNET_JitStdOutFile work in the
# released runtime; the file is appended to) after each change of such a method, or look for the event in a test.
#
# Ends with 0 if all is as described, 1 if the behavior has changed, 2 if it could not be tried. It takes less than a minute on 2 cores.
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
cat > "$dir/gelu.txt" <<'CSHARP'
internal static partial class Kernels
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gelu(Vector512<float> x)
    {
        var z = x * Vector512.Create(0.707106781f);
        var t = Vector512<float>.One / Vector512.FusedMultiplyAdd(Vector512.Abs(z), Vector512.Create(0.3275911f), Vector512<float>.One);
        var sum = Vector512.Create(1.061405429f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.453152027f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.421413741f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.284496736f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.254829592f));
        var erf = Vector512.CopySign(Vector512.FusedMultiplyAdd(-sum * t, Exp(-z * z), Vector512<float>.One), z);
        var half = x * Vector512.Create(0.5f);
        return Vector512.FusedMultiplyAdd(half, erf, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Max(x, Vector512.Create(-87f));
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(12582912f));
        var r = Vector512.FusedMultiplyAdd(rounded - Vector512.Create(12582912f), Vector512.Create(-0.693147181f), x);
        var sum = Vector512.Create(1 / 720f);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 120f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 24f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 6f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        return (sum.AsInt32() + (rounded.AsInt32() << 23)).AsSingle();
    }
}
CSHARP
cat > "$dir/program/Program.cs" <<'CSHARP'
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (!Fma.IsSupported || !Avx2.IsSupported || Vector512.IsHardwareAccelerated)
{
    Console.WriteLine($"AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}, Vector512 in hardware {Vector512.IsHardwareAccelerated}");
    return 2;
}

Console.WriteLine(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);

using (var listener = new Refusals())
{
    const BindingFlags Compiled = BindingFlags.Static | BindingFlags.Public;
    foreach (var method in typeof(Kernels).GetMethods(Compiled).Concat(typeof(Sizes).GetMethods(Compiled)))
    {
        RuntimeHelpers.PrepareMethod(method.MethodHandle);
    }

    Thread.Sleep(1000);
    foreach (var reason in listener.All.GroupBy(text => text).OrderBy(group => group.Key, StringComparer.Ordinal))
    {
        Console.WriteLine($"{reason.Key}, {reason.Count()} times");
    }
}

var input = Enumerable.Range(0, 16384).Select(i => (i - 8192) / 2048f).ToArray();
var results = new List<float[]>();
foreach (var kernel in new Kernel[] { Kernels.Once, Kernels.Twice, Kernels.Apart, Kernels.Halves })
{
    var output = new float[input.Length];
    var best = double.MaxValue;
    for (var run = 0; run < 300; run++)
    {
        if (run is 50 or 100 or 150) Thread.Sleep(300);
        var start = Stopwatch.GetTimestamp();
        kernel(input, output);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / input.Length);
    }

    results.Add(output);
    Console.WriteLine($"time of {kernel.Method.Name}: {best:0.00} ns");
}

Console.WriteLine($"the bits are equal: {results.All(result => result.AsSpan().SequenceEqual(results[0]))}");
return 0;

internal delegate void Kernel(ReadOnlySpan<float> from, Span<float> to);

// GELU, x / 2 * (1 + erf(x / sqrt 2)), of many numbers, 16 at a time.
internal static partial class Kernels
{
    public static void Once(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var i = 0; i + 16 <= from.Length; i += 16) Gelu(Vector512.Create(from[i..])).CopyTo(to[i..]);
    }

    public static void Twice(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var i = 0; i + 32 <= from.Length; i += 32)
        {
            Gelu(Vector512.Create(from[i..])).CopyTo(to[i..]);
            Gelu(Vector512.Create(from[(i + 16)..])).CopyTo(to[(i + 16)..]);
        }
    }

    public static void Apart(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var i = 0; i + 32 <= from.Length; i += 32)
        {
            One(from[i..], to[i..]);
            One(from[(i + 16)..], to[(i + 16)..]);
        }
    }

    public static void Halves(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var i = 0; i + 32 <= from.Length; i += 32)
        {
            Gelu(Vector256.Create(from[i..])).CopyTo(to[i..]);
            Gelu(Vector256.Create(from[(i + 8)..])).CopyTo(to[(i + 8)..]);
            Gelu(Vector256.Create(from[(i + 16)..])).CopyTo(to[(i + 16)..]);
            Gelu(Vector256.Create(from[(i + 24)..])).CopyTo(to[(i + 24)..]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void One(ReadOnlySpan<float> from, Span<float> to) => Gelu(Vector512.Create(from)).CopyTo(to);
}

// Which calls the JIT did not inline, and why, as the runtime's own events say.
internal sealed class Refusals : EventListener
{
    private const EventKeywords JitTracing = (EventKeywords)0x1000;

    public ConcurrentQueue<string> All { get; } = new();

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(source, EventLevel.Verbose, JitTracing);
    }

    protected override void OnEventWritten(EventWrittenEventArgs data)
    {
        if (data.EventName?.StartsWith("MethodJitInliningFailed", StringComparison.Ordinal) != true || data.Payload is null) return;
        if (data.Payload[0] is "Kernels" or "Sizes" && data.Payload[^2] is not "does not return")
        {
            All.Enqueue($"{data.Payload[1]} calls {data.Payload[7]}: {data.Payload[^2]}");
        }
    }
}
CSHARP
cp "$dir/gelu.txt" "$dir/program/Gelu512.cs"
sed 's/Vector512/Vector256/g' "$dir/gelu.txt" > "$dir/program/Gelu256.cs"
sed -i '1i using System.Runtime.CompilerServices; using System.Runtime.Intrinsics;' "$dir"/program/Gelu*.cs

# Direct200 has 200 operations of its own; Helped16 has those of a function that it inlines.
operations() { for ((i = 0; i < $1; i++)); do echo '        x = Vector512.FusedMultiplyAdd(x, y, y);'; done; }
{
    echo 'using System.Runtime.CompilerServices; using System.Runtime.Intrinsics; using V = System.Runtime.Intrinsics.Vector512<float>;'
    echo 'internal static class Sizes {'
    for n in 200 300; do echo "public static V Direct$n(V x, V y) {"; operations $n; echo 'return x; }'; done
    for n in 16 32; do
        echo "public static V Helped$n(V x, V y) => Helper$n(x, y);"
        echo "[MethodImpl(MethodImplOptions.AggressiveInlining)] private static V Helper$n(V x, V y) {"; operations $n; echo 'return x; }'
    done
    echo '}'
} > "$dir/program/Sizes.cs"
(cd "$dir/program" && dotnet build -c Release -nodeReuse:false -p:UseSharedCompilation=false -o "$dir/out") > "$dir/build.log" 2>&1 ||
    { cat "$dir/build.log" >&2; echo "Not tried: the program could not be built." >&2; exit 2; }

# run NAME [VARIABLE=VALUE]: what the program says to NAME.txt, and the calls of vector methods in each optimized method to NAME.calls.
run() {
    local name=$1
    shift
    env DOTNET_EnableAVX512=0 DOTNET_JitDisasm='Kernels:* Sizes:*' DOTNET_JitStdOutFile="$dir/$name.asm" "$@" \
        dotnet "$dir/out/Program.dll" > "$dir/$name.txt" 2> "$dir/errors.txt" ||
        { cat "$dir/$name.txt" "$dir/errors.txt" >&2; echo "Not tried: it needs x64 with AVX2 and FMA, and no AVX-512." >&2; exit 2; }
    awk '/^; Assembly listing/ {
            optimized = /\((FullOpts|Tier1)\)$/; split($6, part, /[:(]/); name = part[2]; if (optimized) calls[name] += 0
        }
        /^ +call .*(Vector512|Vector256|Scalar`1)/ && optimized { calls[name]++ }
        END { for (name in calls) print name, calls[name] }' "$dir/$name.asm" | sort > "$dir/$name.calls"
    echo "--- $* $(head -1 "$dir/$name.txt")"
    tail -n +2 "$dir/$name.txt"
    sed 's/^/calls in /' "$dir/$name.calls"
}

changed=0
check() { # check TEXT CONDITION-OF-AWK
    awk "BEGIN { exit !($2) }" || { echo "CHANGED: $1" >&2; changed=1; }
}
calls() { awk -v name="$2" '$1 == name { found = 1; print $2 } END { if (!found) print -1 }' "$dir/$1.calls"; }
time_of() { sed -n "s/^time of $2: \(.*\) ns$/\1/p" "$dir/$1.txt"; }

run untiered DOTNET_TieredCompilation=0
run default DOTNET_TieredCompilation=1
for method in Once Halves Direct200 Helped16; do
    check "$method has $(calls untiered $method) calls, had none" "$(calls untiered $method) == 0"
done
for method in Twice One Direct300 Helped32; do
    check "$method has $(calls untiered $method) calls, had some" "$(calls untiered $method) > 0"
done
for method in Twice One; do
    check "the reason in $method" "$(grep -c "^$method calls .*: inline exceeds budget" "$dir/untiered.txt" || true) > 0"
    check "$method has $(calls default $method) calls with tiers, had some" "$(calls default $method) > 0"
done
check "the reason in Direct300" "$(grep -c '^Direct300 calls Set.*: unprofitable inline' "$dir/untiered.txt" || true) == 2"
check "the bits" "$(cat "$dir/untiered.txt" "$dir/default.txt" | grep -c '^the bits are equal: True') == 2"
# Seen: 2.7 and more, with tiers; 200 and more, without.
check "Twice is not 1.5 times slower than Once" "$(time_of default Twice) > 1.5 * $(time_of default Once)"
check "Twice is not 20 times slower than Once without tiers" "$(time_of untiered Twice) > 20 * $(time_of untiered Once)"
((changed == 0)) || exit 1
echo "As described: without AVX-512 the JIT leaves calls for operations of Vector512."
