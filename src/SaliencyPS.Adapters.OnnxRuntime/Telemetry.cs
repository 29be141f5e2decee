using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>ONNX Runtime sends its makers reports of its use unless it is told not to before it starts.</summary>
internal static class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Starts ONNX Runtime without reports.</summary>
    public static void TurnOff()
    {
        // Elsewhere than on Windows, native code does not see what .NET sets.
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(Variable, "1");
        else if (SetVariable(Variable, "1", 1) != 0)
            throw new InvalidOperationException("Its reports to its makers cannot be turned off.");
        OrtEnv.Instance().DisableTelemetryEvents();
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
