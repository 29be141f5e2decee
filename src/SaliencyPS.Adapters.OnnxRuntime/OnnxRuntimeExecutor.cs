using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>
/// One worker's inputs and scores of a network of one layer. Each sample is run alone: what it gives depends on nothing else.
/// </summary>
internal sealed class OnnxRuntimeExecutor : IExecutor
{
    private readonly OnnxFile _file;
    private readonly bool _onCuda;
    private int _forward;

    /// <summary>Takes memory for a batch.</summary>
    public OnnxRuntimeExecutor(Network network, int batch, bool onCuda)
    {
        (_file, _onCuda) = ((OnnxFile)network.Nodes[1].Layer!, onCuda);
        Input = new(new float[batch * network.Input.Length], batch, network.Input);
        Logits = new(new float[batch * network.ClassCount], batch, new(network.ClassCount));
    }

    /// <inheritdoc/>
    public Tensor<float> Input { get; }

    /// <inheritdoc/>
    public Tensor<float> Logits { get; }

    /// <inheritdoc/>
    public Tensor<float> LogitGradients => throw Forbidden();

    /// <inheritdoc/>
    public long Bytes => sizeof(float) * ((long)Input.Memory.Length + Logits.Memory.Length);

    /// <inheritdoc/>
    public (int Forward, int Backward) Count => (_forward, 0);

    /// <inheritdoc/>
    public Tensor<float> Value(int node) => throw Unhooked(node);

    /// <inheritdoc/>
    public Tensor<float> Gradient(int node) => throw Unhooked(node);

    /// <inheritdoc/>
    public Tensor<float> Forward(Parallelism? parallel = null)
    {
        (parallel ?? Parallelism.Single).For(Input.Batch, i =>
            _file.Run(Input.Sample(i), Input.Shape, Logits.Sample(i), _onCuda));
        _forward += Input.Batch;
        return Logits;
    }

    /// <inheritdoc/>
    public Tensor<float> Backward(Parallelism? parallel = null, BackwardRules? rules = null, int until = 0) => throw Forbidden();

    private static InvalidOperationException Forbidden() => new("The executor was made for forward passes only.");

    private static InvalidOperationException Unhooked(int node) => new($"The plan has no hook at node {node}.");
}
