using System.Runtime.InteropServices;
using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Benchmarks.Pipeline;

/// <summary>The weights of the C# recipe, which reads no file of PyTorch's: raw floats, layer by layer.</summary>
internal static class RecipeWeights
{
    private const string Architecture = "squeezenet1_1";

    /// <summary>Versions of what the recipe uses, or why it cannot run.</summary>
    public static string Description => $"{NetworkReferences.Description}; {CutReferences.Description}; SqueezeNet 1.1 only";

    /// <summary>Writes the weights of the network that users work with; null where the recipe cannot run.</summary>
    public static string? Write(BenchmarkRun run)
    {
        if (!NetworkReferences.IsLoaded || !CutReferences.IsLoaded) return null;
        var network = NetworkReader.Read(run.Inputs.Network);
        if (network.Architecture != Architecture) return null;
        var path = run.Scratch("weights");
        Write(network, path);
        return path;
    }

    /// <summary>Writes weights, then biases, of each convolution.</summary>
    public static void Write(Network network, string path)
    {
        using var file = File.Create(path);
        foreach (var layer in network.Nodes.Select(node => node.Layer).OfType<Convolution>())
            foreach (var weights in (Weights[])[layer.Weight, layer.Bias]) file.Write(MemoryMarshal.AsBytes(weights.Span));
    }
}
