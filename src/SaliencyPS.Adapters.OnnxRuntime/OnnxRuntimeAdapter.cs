using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Networks.Formats.Onnx;

[assembly: Adapter(typeof(SaliencyPS.Adapters.OnnxRuntime.OnnxRuntimeAdapter))]

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>ONNX Runtime on the processor, and on a GPU of NVIDIA where its libraries are for one.</summary>
internal sealed class OnnxRuntimeAdapter : IEngineAdapter
{
    private const string FolderVariable = "SALIENCYPS_ONNXRUNTIME";

    /// <inheritdoc/>
    public ImmutableArray<IComputeEngine> Engines =>
        [.. (IComputeEngine[])(CudaProvider.Fault is null ? [new OnnxRuntimeEngine(onCuda: true)] : []), new OnnxRuntimeEngine()];

    /// <inheritdoc/>
    public ImmutableArray<SaliencyEngine> Missing => CudaProvider.Fault is not { } fault ? [] :
    [
        new()
        {
            Name = "OnnxRuntime cuda", Version = OrtEnv.Instance().GetVersionString(), Device = null,
            Description = "ONNX Runtime on a GPU of NVIDIA",
            Reason = $"{fault} {FolderVariable} names the folder of an ONNX Runtime for GPUs, such as that of the package "
                + "Microsoft.ML.OnnxRuntime.Gpu 1.31.1.",
        },
    ];

    /// <inheritdoc/>
    public OnnxReader Reader => OnnxFileReader.Read;

    /// <inheritdoc/>
    public void Probe()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            && !Directory.EnumerateFiles(folder, "*onnxruntime.*").Any())
            throw new DllNotFoundException($"{FolderVariable} names a folder without ONNX Runtime: '{folder}'.");
        Telemetry.TurnOff();
        _ = OrtEnv.Instance().GetVersionString();
    }
}
