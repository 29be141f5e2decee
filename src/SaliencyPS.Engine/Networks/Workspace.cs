using System.Numerics;
using System.Runtime.CompilerServices;
using SaliencyPS.Networks.Fast;
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
    private readonly Tap<T>? _tap;

    /// <summary>Plans and takes the memory for passes of this size.</summary>
    /// <param name="network">The network to run.</param>
    /// <param name="batch">Samples per forward pass, at least 1.</param>
    /// <param name="gradientsPerSample">Classes (or other scores) per sample in a backward pass; 0 for forward passes only.</param>
    /// <param name="reference">True to run the scalar reference instead of the fast kernels.</param>
    /// <param name="tap">A node of the network, above 0, whose result and gradient are kept; see <see cref="TapValue"/>.</param>
    public Workspace(Network network, int batch = 1, int gradientsPerSample = 1, bool reference = false, int? tap = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gradientsPerSample);
        var fast = IsFast(reference) ? network.Fast : null;
        _nodes = fast?.Nodes ?? network.Nodes;
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
        if (tap is { } tapped)
        {
            var (index, layout) = fast?.Places[tapped] ?? (tapped, Layout.Planar);
            _tap = new(index, network.Nodes[tapped].Shape, layout, batch, gradientsPerSample);
        }
    }

    /// <summary>What <see cref="Bytes"/> would be, without taking the memory.</summary>
    public static long BytesFor(Network network, int batch, int gradientsPerSample) =>
        new WorkspacePlan(IsFast(false) ? network.Fast.Nodes : network.Nodes, batch, gradientsPerSample, Unsafe.SizeOf<T>()).Bytes;

    /// <summary>Samples per forward pass.</summary>
    public int Batch => _input.Batch;

    /// <summary>Bytes this workspace holds: activations and gradients that share one arena, and what forward leaves for backward.</summary>
    public long Bytes { get; }

    /// <summary>batch × input shape; to be filled before <see cref="Forward"/>, left as it is by it and by <see cref="Backward"/>.</summary>
    public Tensor<T> Input => _input;

    /// <summary>batch × classes: the unnormalised scores, valid after <see cref="Forward"/> and <see cref="Backward"/>.</summary>
    public Tensor<T> Logits => _logits;

    /// <summary>batch × shape of the tapped node: its result, valid after <see cref="Forward"/>.</summary>
    /// <exception cref="InvalidOperationException">No node is tapped.</exception>
    public Tensor<T> TapValue => Tap.Value;

    /// <summary>(batch · gradientsPerSample) × shape of the tapped node: ∂S/∂result, valid after a backward pass.</summary>
    /// <exception cref="InvalidOperationException">No node is tapped.</exception>
    public Tensor<T> TapGradient => Tap.Gradient;

    /// <summary>Samples run forward and gradients run backward so far.</summary>
    internal (int Forward, int Backward) Count { get; private set; }

    private Tap<T> Tap => _tap ?? throw new InvalidOperationException("No node is tapped.");

    /// <summary>What the last forward pass left for the backward pass: every rectifier's mask, every pool's switches.</summary>
    internal Memory<byte> States => _states;

    /// <summary>Every step of a forward pass with its memory, in order: for those who measure them one by one.</summary>
    internal IEnumerable<(Node Node, LayerPass<T> Pass)> Steps => _nodes.Skip(1).Zip(_passes);

    /// <summary>Runs the network on <see cref="Input"/> and returns the logits (batch × classes).</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Tensor<T> Forward(Parallelism? parallel = null)
    {
        Count = Count with { Forward = Count.Forward + Batch };
        for (var i = 0; i < _passes.Length; i++)
        {
            var pass = _passes[i];
            pass.Parallel = parallel ?? Parallelism.Single;
            pass.Parallel.Token.ThrowIfCancellationRequested();
            _nodes[i + 1].Layer!.Forward(pass);
            // At once: what reads it may write over it.
            if (_tap?.Node == i + 1) _tap.KeepValue(pass.Output);
        }

        return _logits;
    }

    /// <summary>
    /// Back-propagates unit seeds to the input: gradient g = n · gradientsPerSample + j is ∂S_c/∂(input n) with
    /// c = <c>classes[g]</c>. May be called any number of times after one <see cref="Forward"/>.
    /// </summary>
    /// <param name="classes">One class per gradient.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="rule">What rectifiers do; the result is a derivative for <see cref="GradientRule.Backpropagation"/> only.</param>
    /// <returns>(batch · gradientsPerSample) × input shape; overwritten by the next pass.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Tensor<T> Backward(ReadOnlySpan<int> classes, Parallelism? parallel = null, GradientRule rule = default)
    {
        Seed(classes);
        return BackwardFromSeeds(parallel, rule);
    }

    /// <summary>The same, but only down to the tapped node. Returns <see cref="TapGradient"/>.</summary>
    /// <inheritdoc cref="Backward"/>
    public Tensor<T> BackwardToTap(ReadOnlySpan<int> classes, Parallelism? parallel = null)
    {
        Seed(classes);
        PassBack(Tap.Node, parallel, default);
        return Tap.Gradient;
    }

    /// <summary>Back-propagates any ∂S/∂logits, already written to <see cref="Seeds"/>.</summary>
    public Tensor<T> BackwardFromSeeds(Parallelism? parallel = null, GradientRule rule = default)
    {
        PassBack(0, parallel, rule);
        return _inputGradient;
    }

    /// <summary>(batch · gradientsPerSample) × classes: ∂S/∂logits, to be filled before <see cref="BackwardFromSeeds"/>.</summary>
    public Tensor<T> Seeds => _seeds;

    private void Seed(ReadOnlySpan<int> classes)
    {
        _seeds.Span.Clear();
        for (var g = 0; g < classes.Length; g++) _seeds.Sample(g)[classes[g]] = T.One;
    }

    // Through all nodes behind the last one.
    private void PassBack(int last, Parallelism? parallel, GradientRule rule)
    {
        Count = Count with { Backward = Count.Backward + _seeds.Batch };
        for (var node = _passes.Length; ; node--)
        {
            if (_tap?.Node == node) _tap.KeepGradient(_passes[node - 1].OutputGradient);
            if (node == last) return;
            var pass = _passes[node - 1];
            (pass.Parallel, pass.Rule) = (parallel ?? Parallelism.Single, rule);
            pass.Parallel.Token.ThrowIfCancellationRequested();
            _nodes[node].Layer!.InputGradient(pass);
            foreach (var (target, part) in _sums[node - 1])
            {
                var chunks = Chunks.OfElements(target.Length);
                pass.Parallel.For(chunks.Count, item => Vectors.Add<T>(target.Span[chunks.Start(item)..chunks.End(item)], part.Span[chunks.Start(item)..chunks.End(item)]));
            }
        }
    }

    private static bool IsFast(bool reference) => typeof(T) == typeof(float) && !reference;
}
