using System.Runtime.InteropServices;
using SaliencyPS.Hosting;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>What a reader must know of the machine to compare.</summary>
internal static class MachineDescription
{
    private const string LinuxLastCache = "/sys/devices/system/cpu/cpu0/cache/index3/size", LinuxLoad = "/proc/loadavg";

    /// <summary>Name and value, one line each. The load is that of this moment.</summary>
    public static IReadOnlyList<(string Name, string Value)> Lines() =>
    [
        ("processor", $"{ComputeEngines.Default.Describe().Device}, {Environment.ProcessorCount} cores, last cache "
            + $"{LastCache ?? "unknown"}"),
        ("vectors", FmaPeak.Width),
        ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB"),
        ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("load of other programs at the start", Load ?? "unknown"),
    ];

    // Programs that ran or wanted to, on average over the last minute.
    private static string? Load => File.Exists(LinuxLoad) ? File.ReadAllText(LinuxLoad).Split(' ')[0] : null;

    private static string? LastCache => File.Exists(LinuxLastCache) ? File.ReadAllText(LinuxLastCache).Trim() : null;
}
