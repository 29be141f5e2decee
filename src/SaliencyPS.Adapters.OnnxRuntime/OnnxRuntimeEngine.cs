using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>Runs ONNX files as they are, forward only.</summary>
/// <param name="onCuda">Whether on the first GPU of NVIDIA, otherwise on the processor.</param>
internal sealed class OnnxRuntimeEngine(bool onCuda = false) : IComputeEngine
{
    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; } = new()
    {
        Layers = [typeof(OnnxFile)], MaximumRank = 6, Rules = [], NumberTypes = ["float32"],
        Devices = [onCuda ? "cuda:0" : "cpu"],
    };

    /// <inheritdoc/>
    public SaliencyEngine Describe() => new()
    {
        Name = onCuda ? "OnnxRuntime cuda:0" : "OnnxRuntime",
        Version = OrtEnv.Instance().GetVersionString(),
        Device = onCuda ? "cuda:0" : ComputeEngines.Default.Describe().Device,
        Memory = onCuda ? null : ComputeEngines.Default.Describe().Memory,
        Description = "ONNX files that no other engine can read, forward only, float32",
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
    };

    /// <inheritdoc/>
    // What the library takes for itself, it does not tell.
    public long Bytes(Network network, ExecutionPlan plan)
    {
        Require(network, plan);
        return sizeof(float) * (long)plan.Batch * (2L * network.Input.Length + network.ClassCount);
    }

    /// <inheritdoc/>
    public IExecutor CreateExecutor(Network network, ExecutionPlan plan)
    {
        Require(network, plan);
        return new OnnxRuntimeExecutor(network, plan.Batch, onCuda);
    }

    private void Require(Network network, ExecutionPlan plan)
    {
        if (plan.GradientsPerSample > 0 || plan.Hooks.Length > 0)
            throw new NotSupportedException($"OnnxRuntime runs network '{network.Name}' forward only, without gradients and "
                + "inner layers. The methods Occlusion and Rise need neither.");
        if (Capabilities.Lacking(network, plan with { Rules = [] }) is { } lacking) throw new NotSupportedException(lacking);
    }
}
