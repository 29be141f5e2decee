using SaliencyPS.Benchmarks.Tokens;
using SaliencyPS.Networks.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>
/// A network in libtorch: plain functions on frozen weights, differentiated by autograd with respect to the input alone.
/// </summary>
internal abstract class TorchNetwork : ITokenReference
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Dictionary<string, Tensor> _weights;
    private readonly Tensor _input;

    /// <summary>Takes over weights and a 3×224×224 input.</summary>
    protected TorchNetwork(IReadOnlyDictionary<string, WeightTensor> weights, float[] input)
    {
        _weights = weights.ToDictionary(w => w.Key,
            w => tensor(w.Value.Read(), [.. w.Value.Shape.Select(size => (long)size)]));
        _input = tensor(input, [1, 3, 224, 224]);
    }

    /// <summary>As all these networks have it.</summary>
    protected const double Epsilon = 1e-6;

    /// <summary>Makes scores of an image.</summary>
    protected abstract Tensor Compute(Tensor image);

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

    public void Forward(int threads) => Scores(threads, _ => { });

    public float[] Logits()
    {
        float[] logits = [];
        Scores(1, scores => logits = [.. scores.data<float>()]);
        return logits;
    }

    public void Backward(int target, int threads) => Gradient(target, threads, _ => { });

    public float[] Gradient(int target)
    {
        float[] gradient = [];
        Gradient(target, 1, g => gradient = [.. g.contiguous().data<float>()]);
        return gradient;
    }

    public void Dispose() => _scope.Dispose();

    private void Scores(int threads, Action<Tensor> use)
    {
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        using var mode = inference_mode(true);
        use(Compute(_input));
    }

    private void Gradient(int target, int threads, Action<Tensor> use)
    {
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        var image = _input.detach().requires_grad_();
        use(autograd.grad([Compute(image)[0, target]], [image])[0]);
    }
}
