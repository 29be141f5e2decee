using SaliencyPS.Benchmarks.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>
/// A network in libtorch: plain functions on frozen weights, differentiated by autograd with respect to the input alone.
/// </summary>
internal abstract class TorchReference : INetworkReference
{
    private const int Side = 224, Pixel = 3;

    // TorchSharp makes a number for each call, even for the sum of two tensors, and the garbage collector may free it while
    // libtorch reads it: so this one is kept, and its operator + not used.
    private static readonly Scalar One = 1.ToScalar();

    private readonly DisposeScope _scope;
    private Tensor _input;

    protected TorchReference() => (_scope, _input) = (NewDisposeScope(), zeros(1, Pixel, Side, Side));

    /// <inheritdoc/>
    public void Feed(float[] input)
    {
        _input.Dispose();
        _input = tensor(input, [input.Length / (Pixel * Side * Side), Pixel, Side, Side]).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Forward(int threads) => Scores(threads, _ => { });

    /// <inheritdoc/>
    public float[] Logits()
    {
        float[] logits = [];
        Scores(1, scores => logits = [.. scores.contiguous().data<float>()]);
        return logits;
    }

    /// <inheritdoc/>
    public void Backward(int target, int threads) => Gradient(target, threads, _ => { });

    /// <inheritdoc/>
    public float[] Gradient(int target)
    {
        float[] gradient = [];
        Gradient(target, 1, g => gradient = [.. g.contiguous().data<float>()]);
        return gradient;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _scope.Dispose();
    }

    /// <summary>Makes scores of images.</summary>
    protected abstract Tensor Compute(Tensor images);

    /// <summary>a + b.</summary>
    protected static Tensor Sum(Tensor a, Tensor b) => a.add(b, One);

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
        var images = _input.detach().requires_grad_();
        use(autograd.grad([Compute(images).select(1, target).sum()], [images])[0]);
    }
}
