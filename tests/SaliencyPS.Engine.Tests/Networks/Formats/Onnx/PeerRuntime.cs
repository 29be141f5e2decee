using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Adapters.OnnxRuntime;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>OnnxRuntime, which computes each node as the file has it; skips a test where its library cannot be loaded.</summary>
internal static class PeerRuntime
{
    private static readonly string? Missing = Load();

    /// <summary>The first output, for one image.</summary>
    public static float[] Run(byte[] model, float[] input, params long[] sizes)
    {
        using var session = Open(model);
        return Run(session, input, sizes);
    }

    /// <summary>The first output of a file, which may keep its weights beside it.</summary>
    public static float[] Run(string path, float[] input, params long[] sizes)
    {
        using var session = Open(options => new InferenceSession(path, options));
        return Run(session, input, sizes);
    }

    /// <summary>A model, computed as its file has it, or as OnnxRuntime computes it for users.</summary>
    public static InferenceSession Open(byte[] model, bool optimized = false) =>
        Open(options => new InferenceSession(model, options), optimized);

    private static InferenceSession Open(Func<SessionOptions, InferenceSession> open, bool optimized = false)
    {
        Assert.SkipWhen(Missing is not null, $"OnnxRuntime cannot be loaded here: {Missing}");
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = optimized ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1, InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        return open(options);
    }

    private static float[] Run(InferenceSession session, float[] input, long[] sizes)
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, sizes);
        using var run = new RunOptions();
        using var results = session.Run(run, [session.InputNames[0]], [tensor], [session.OutputNames[0]]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static string? Load()
    {
        try
        {
            Telemetry.TurnOff();
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            return e.GetBaseException().Message;
        }
    }
}
