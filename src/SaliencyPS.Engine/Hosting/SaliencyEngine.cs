using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SaliencyPS.Numerics;

namespace SaliencyPS;

/// <summary>What computes, and on what. There is one: the managed engine, on the processor.</summary>
public sealed record SaliencyEngine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>The managed engine on this machine.</summary>
    public static SaliencyEngine Managed { get; } = new();

    private SaliencyEngine() { }

    /// <summary>Name of the engine.</summary>
    public string Name { get; } = "Managed";

    /// <summary>Version of the engine: major, minor and patch.</summary>
    public string Version { get; } = typeof(SaliencyEngine).Assembly.GetName().Version!.ToString(3);

    /// <summary>The processor, as the system calls it.</summary>
    public string Device { get; } = Processor();

    /// <summary>The architecture that this process was started for.</summary>
    public string Architecture { get; } = RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The widest vector instructions that the kernels use here. Results are the same with each.</summary>
    public string InstructionSet { get; } =
        Lanes512.IsSupported ? "AVX-512"
        : Lanes256.IsSupported ? "AVX2"
        : !Vector128.IsHardwareAccelerated ? "none"
        : Sse.IsSupported ? "SSE" : "AdvSIMD";

    /// <summary>Threads that are used where nothing else is asked for.</summary>
    public int Threads { get; } = Environment.ProcessorCount;

    private static string Processor() => File.Exists(LinuxProcessors)
        && File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
}
