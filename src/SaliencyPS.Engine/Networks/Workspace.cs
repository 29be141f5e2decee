using System.Numerics;
using System.Runtime.CompilerServices;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks;

/// <summary>
/// The memory of one worker for one network: planned once for a batch size and a number of gradients per sample, reused by every
/// pass. Not thread-safe; the network it runs is.
/// </summary>
/// <typeparam name="T">float in production, double in gradient checks.</typeparam>
public sealed class Workspace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly LayerPass<T>[] _passes;
    private readonly (Memory<T> Target, Memory<T> Part)[][] _sums;
    private readonly AlignedArray<T> _arena;
    private readonly byte[] _states;
    private readonly Tensor<T> _input, _logits, _seeds, _inputGradient;

    /// <summary>Plans and takes the memory for passes of this size.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="batch">Samples per forward pass, at least 1.</param>
    /// <param name="gradientsPerSample">Classes (or other scores) per sample in a backward pass; 0 for forward passes only.</param>
    /// <param name="reference">True to run the scalar reference instead of the fast kernels.</param>
    public Workspace(Network network, int batch = 1, int gradientsPerSample = 1, bool reference = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gradientsPerSample);
        _nodes = Graph(network, reference);
        var plan = new WorkspacePlan(_nodes, batch, gradientsPerSample, Unsafe.SizeOf<T>());
        Bytes = plan.Bytes;
        _arena = new(plan.Length);
        Tensor<T> At(int buffer, int count, TensorShape shape) => new(_arena.Memory.Slice(plan.Offset(buffer), count * shape.Length), count, shape);
        Tensor<T> Value(int node) => At(plan.Values[node], batch, _nodes[node].Shape);
        Tensor<T> Gradient(int buffer, int node) => At(buffer, batch * gradientsPerSample, _nodes[node].Shape);

        var layers = _nodes.Skip(1).ToArray();
        _states = new byte[checked(plan.StateBytes.Sum())];
        var stateStart = 0;
        _passes = new LayerPass<T>[layers.Length];
        _sums = new (Memory<T>, Memory<T>)[layers.Length][];
        for (var i = 0; i < layers.Length; i++)
        {
            var (node, index) = (layers[i], i + 1);
            var edges = gradientsPerSample == 0 ? [] : plan.Edges[index];
            _passes[i] = new LayerPass<T>
            {
                Inputs = [.. node.Inputs.Select(Value)],
                Output = Value(index),
                State = _states.AsMemory(stateStart, plan.StateBytes[index]),
                OutputGradient = gradientsPerSample == 0 ? default : Gradient(plan.Gradients[index], index),
                InputGradients = [.. edges.Select((edge, e) => Gradient(edge.Buffer, node.Inputs[e]))],
                GradientsPerSample = gradientsPerSample,
            };
            _sums[i] = [.. edges.Select((edge, e) => (edge, Input: node.Inputs[e])).Where(e => e.edge.Accumulate)
                .Select(e => (Gradient(plan.Gradients[e.Input], e.Input).Memory, Gradient(e.edge.Buffer, e.Input).Memory))];
            stateStart += plan.StateBytes[index];
        }

        (_input, _logits) = (Value(0), Value(_nodes.Count - 1));
        if (gradientsPerSample > 0) (_seeds, _inputGradient) = (Gradient(plan.Gradients[^1], _nodes.Count - 1), Gradient(plan.Gradients[0], 0));
    }

    /// <summary>What <see cref="Bytes"/> would be, without taking the memory.</summary>
    public static long BytesFor(Network network, int batch, int gradientsPerSample) =>
        new WorkspacePlan(Graph(network, false), batch, gradientsPerSample, Unsafe.SizeOf<T>()).Bytes;

    /// <summary>Samples per forward pass.</summary>
    public int Batch => _input.Batch;

    /// <summary>Bytes this workspace holds: activations and gradients that share one arena, and what forward leaves for backward.</summary>
    public long Bytes { get; }

    /// <summary>batch × input shape; to be filled before <see cref="Forward"/>, left as it is by it and by <see cref="Backward"/>.</summary>
    public Tensor<T> Input => _input;

    /// <summary>batch × classes: the unnormalised scores, valid after <see cref="Forward"/> and <see cref="Backward"/>.</summary>
    public Tensor<T> Logits => _logits;

    /// <summary>What the last forward pass left for the backward pass: every rectifier's mask, every pool's switches.</summary>
    internal Memory<byte> States => _states;

    /// <summary>Every step of a forward pass with its memory, in order: for those who measure them one by one.</summary>
    internal IEnumerable<(Node Node, LayerPass<T> Pass)> Steps => _nodes.Skip(1).Zip(_passes);

    /// <summary>Runs the network on <see cref="Input"/> and returns the logits (batch × classes).</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Tensor<T> Forward(Parallelism? parallel = null)
    {
        foreach (var (pass, node) in _passes.Zip(_nodes.Skip(1)))
        {
            pass.Parallel = parallel ?? Parallelism.Single;
            pass.Parallel.Token.ThrowIfCancellationRequested();
            node.Layer!.Forward(pass);
        }

        return _logits;
    }

    /// <summary>
    /// Back-propagates unit seeds to the input: gradient g = n · gradientsPerSample + j is ∂S_c/∂(input n) with
    /// c = <c>classes[g]</c>. May be called any number of times after one <see cref="Forward"/>.
    /// </summary>
    /// <param name="classes">One class per gradient.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <returns>(batch · gradientsPerSample) × input shape; overwritten by the next pass.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Tensor<T> Backward(ReadOnlySpan<int> classes, Parallelism? parallel = null)
    {
        _seeds.Span.Clear();
        for (var g = 0; g < classes.Length; g++) _seeds.Sample(g)[classes[g]] = T.One;
        return BackwardFromSeeds(parallel);
    }

    /// <summary>Back-propagates any ∂S/∂logits, already written to <see cref="Seeds"/>.</summary>
    public Tensor<T> BackwardFromSeeds(Parallelism? parallel = null)
    {
        for (var i = _passes.Length - 1; i >= 0; i--)
        {
            _passes[i].Parallel = parallel ?? Parallelism.Single;
            _passes[i].Parallel.Token.ThrowIfCancellationRequested();
            _nodes[i + 1].Layer!.InputGradient(_passes[i]);
            foreach (var (target, part) in _sums[i])
            {
                var chunks = Chunks.OfElements(target.Length);
                _passes[i].Parallel.For(chunks.Count, item => Vectors.Add<T>(target.Span[chunks.Start(item)..chunks.End(item)], part.Span[chunks.Start(item)..chunks.End(item)]));
            }
        }

        return _inputGradient;
    }

    /// <summary>(batch · gradientsPerSample) × classes: ∂S/∂logits, to be filled before <see cref="BackwardFromSeeds"/>.</summary>
    public Tensor<T> Seeds => _seeds;

    private static IReadOnlyList<Node> Graph(Network network, bool reference) => typeof(T) == typeof(float) && !reference ? network.FastNodes : network.Nodes;
}
