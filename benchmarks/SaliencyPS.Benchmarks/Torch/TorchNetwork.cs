using SaliencyPS.Networks.Formats;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>A network whose weights have names.</summary>
internal abstract class TorchNetwork : TorchReference
{
    private readonly Dictionary<string, Tensor> _weights;

    /// <summary>Takes over the weights.</summary>
    protected TorchNetwork(IReadOnlyDictionary<string, WeightTensor> weights) => _weights = weights.ToDictionary(w => w.Key,
        w => tensor(w.Value.Read(), [.. w.Value.Shape.Select(size => (long)size)]));

    /// <summary>As all these networks have it.</summary>
    protected const double Epsilon = 1e-6;

    /// <summary>A weight, by its name.</summary>
    protected Tensor Weight(string name) => _weights[name];

    /// <summary>True for a weight that there is.</summary>
    protected bool Has(string name) => _weights.ContainsKey(name);

    /// <summary>A fully connected layer on the last axis; a 1×1 convolution's weights will do.</summary>
    protected Tensor Linear(Tensor x, string name) =>
        nn.functional.linear(x, Weight($"{name}.weight").flatten(1), Weight($"{name}.bias"));

    /// <summary>A normalization along the last axis.</summary>
    protected Tensor Norm(Tensor x, string name) =>
        nn.functional.layer_norm(x, [x.shape[^1]], Weight($"{name}.weight"), Weight($"{name}.bias"), Epsilon);
}
