using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Networks.Formats.Onnx;

[assembly: Adapter(typeof(SaliencyPS.Adapters.OnnxRuntime.OnnxRuntimeAdapter))]

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>ONNX Runtime on the processor.</summary>
internal sealed class OnnxRuntimeAdapter : IEngineAdapter
{
    /// <inheritdoc/>
    public ImmutableArray<IComputeEngine> Engines { get; } = [new OnnxRuntimeEngine()];

    /// <inheritdoc/>
    public OnnxReader Reader => OnnxFileReader.Read;

    /// <inheritdoc/>
    public void Probe()
    {
        Telemetry.TurnOff();
        _ = OrtEnv.Instance().GetVersionString();
    }
}
