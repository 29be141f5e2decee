using Microsoft.ML.OnnxRuntime;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>The part of ONNX Runtime that computes on a GPU of NVIDIA.</summary>
internal static class CudaProvider
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why it cannot be used; null where it can.</summary>
    public static string? Fault => Found.Value;

    private static string? Find()
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
            return "This ONNX Runtime is for processors.";
        try
        {
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA();
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return $"ONNX Runtime cannot use CUDA: {e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}.";
        }
    }
}
