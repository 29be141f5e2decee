using System.Runtime.InteropServices;
using TorchSharp;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>The native libraries behind TorchSharp.</summary>
internal static class TorchLibrary
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    // TorchSharp itself would print pages and copy half a gigabyte before it gave up, and would not say why.
    private static readonly string? Fault = Load();

    /// <summary>Whether they could be loaded.</summary>
    public static bool IsLoaded => Fault is null;

    /// <summary>Versions, or why they could not be loaded.</summary>
    public static string Description => Fault is null
        ? $"libtorch {torch.__version__} through TorchSharp {typeof(torch).Assembly.GetName().Version!.ToString(3)}, {Waiting}"
        : $"libtorch could not be loaded: {Fault}";

    // How its threads wait for each other decides what becomes of them where other programs want the cores.
    private static string Waiting =>
        $"{WaitPolicy}={Environment.GetEnvironmentVariable(WaitPolicy) ?? "unset"}";

    private static string? Load()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException e)
        {
            // The runtime lists every place that it looked at; of those only the library that is there tells something.
            var told = e.Message.Split('\n').FirstOrDefault(line =>
                line.StartsWith('/') && !line.Contains("No such file", StringComparison.Ordinal));
            return $"{told ?? e.Message} (TorchSharp's library for Linux needs GCC 13's libstdc++ or a later one.)";
        }
    }
}
