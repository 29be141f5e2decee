using System.Numerics;
using System.Runtime.CompilerServices;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Planning;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed;

/// <summary>
/// The memory of one worker for one network: planned once for a batch size and a number of gradients per sample, reused by every
/// pass. Not thread-safe; the graph it runs is. See <see cref="IExecutor"/> for the members they share.
/// </summary>
/// <typeparam name="T">float in production, double in gradient checks.</typeparam>
internal class Executor<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExecutionPlan _plan;
    private readonly IReadOnlyList<CompiledNode> _nodes;
    private readonly StepPass<T>[] _passes;
    private readonly (Memory<T> Target, Memory<T> Part)[][] _sums;
    private readonly int[] _origins;
    private readonly AlignedArray<T> _arena;
    private readonly byte[] _saved;
    private readonly Tensor<T> _input, _logits, _logitGradients, _inputGradient;
    private readonly Dictionary<int, Hook<T>> _hooks, _hooksByPlace;

    /// <summary>Takes the memory for passes of the plan's size.</summary>
    /// <param name="graph">What to run, compiled for the plan's rules.</param>
    /// <param name="network">The network it was compiled from.</param>
    /// <param name="plan">Sizes, hooks and rules.</param>
    public Executor(CompiledGraph graph, Network network, ExecutionPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.GradientsPerSample);
        (_plan, _nodes) = (plan, graph.Nodes);
        var (batch, gradientsPerSample) = (plan.Batch, plan.GradientsPerSample);
        var buffers = new BufferPlan(_nodes, batch, gradientsPerSample, Unsafe.SizeOf<T>());
        Bytes = buffers.Bytes;
        _arena = new(buffers.Length);
        Tensor<T> At(int buffer, int count, TensorShape shape) =>
            new(_arena.Memory.Slice(buffers.Offset(buffer), count * shape.Length), count, shape);
        Tensor<T> Value(int node) => At(buffers.Values[node], batch, _nodes[node].Shape);
        Tensor<T> Gradient(int buffer, int node) => buffer == BufferPlan.None
            ? new(Memory<T>.Empty, batch * gradientsPerSample, _nodes[node].Shape)
            : At(buffer, batch * gradientsPerSample, _nodes[node].Shape);

        var steps = _nodes.Skip(1).ToArray();
        _saved = new byte[buffers.SavedBytes.Sum()];
        var savedStart = 0;
        _passes = new StepPass<T>[steps.Length];
        _sums = new (Memory<T>, Memory<T>)[steps.Length][];
        for (var i = 0; i < steps.Length; i++)
        {
            var (node, index) = (steps[i], i + 1);
            var edges = gradientsPerSample == 0 ? [] : buffers.Edges[index];
            _passes[i] = new StepPass<T>
            {
                Inputs = [.. node.Inputs.Select(Value)],
                Output = Value(index),
                Saved = _saved.AsMemory(savedStart, (int)buffers.SavedBytes[index]),
                OutputGradient = gradientsPerSample == 0 ? default : Gradient(buffers.Gradients[index], index),
                InputGradients = [.. edges.Select((edge, e) => Gradient(edge.Buffer, node.Inputs[e]))],
                GradientsPerSample = gradientsPerSample,
            };
            _sums[i] = [.. edges.Select((edge, e) => (edge, Input: node.Inputs[e])).Where(e => e.edge.Accumulate)
                .Select(e => (Gradient(buffers.Gradients[e.Input], e.Input).Memory, Gradient(e.edge.Buffer, e.Input).Memory))];
            savedStart += (int)buffers.SavedBytes[index];
        }

        (_input, _logits) = (Value(0), Value(_nodes.Count - 1));
        if (gradientsPerSample > 0)
            (_logitGradients, _inputGradient) = (Gradient(buffers.Gradients[^1], _nodes.Count - 1),
                Gradient(buffers.Gradients[0], 0));
        // Changes of layout belong to the node whose result they read; no rule concerns them.
        _origins = new int[_nodes.Count];
        foreach (var (origin, (place, _)) in graph.Places.Index()) _origins[place] = origin;
        _hooks = plan.Hooks.ToDictionary(
            node => node, node => new Hook<T>(graph.Places[node].Index, network.Nodes[node].Shape,
                graph.Places[node].Layout, batch, gradientsPerSample));
        _hooksByPlace = _hooks.Values.ToDictionary(hook => hook.Node);
    }

    /// <inheritdoc cref="IExecutor.Bytes"/>
    public long Bytes { get; }

    /// <inheritdoc cref="IExecutor.Input"/>
    public Tensor<T> Input => _input;

    /// <inheritdoc cref="IExecutor.Logits"/>
    public Tensor<T> Logits => _logits;

    /// <inheritdoc cref="IExecutor.LogitGradients"/>
    public Tensor<T> LogitGradients => _logitGradients;

    /// <inheritdoc cref="IExecutor.Count"/>
    public (int Forward, int Backward) Count { get; private set; }

    /// <summary>What the last forward pass left for the backward pass: every rectifier's mask, every pool's switches.</summary>
    internal Memory<byte> Saved => _saved;

    /// <summary>Every step of a forward pass with its memory, in order: for those who measure them one by one.</summary>
    internal IEnumerable<(CompiledNode Node, StepPass<T> Pass)> Steps => _nodes.Skip(1).Zip(_passes);

    /// <inheritdoc cref="IExecutor.Value"/>
    public Tensor<T> Value(int node) => HookAt(node).Value;

    /// <inheritdoc cref="IExecutor.Gradient"/>
    public Tensor<T> Gradient(int node) => HookAt(node).Gradient;

    /// <inheritdoc cref="IExecutor.Forward"/>
    public Tensor<T> Forward(Parallelism? parallel = null)
    {
        Count = Count with { Forward = Count.Forward + _plan.Batch };
        for (var i = 0; i < _passes.Length; i++)
        {
            var pass = _passes[i];
            pass.Parallel = parallel ?? Parallelism.Single;
            pass.Parallel.Token.ThrowIfCancellationRequested();
            _nodes[i + 1].Step!.Forward(pass);
            // At once: what reads it may write over it.
            if (_hooksByPlace.TryGetValue(i + 1, out var hook)) hook.KeepValue(pass.Output);
        }

        return _logits;
    }

    /// <inheritdoc cref="IExecutor.Backward(ReadOnlySpan{int}, Parallelism, BackwardRules, int)"/>
    public Tensor<T> Backward(ReadOnlySpan<int> classes, Parallelism? parallel = null, BackwardRules? rules = null, int until = 0)
    {
        _logitGradients.Span.Clear();
        for (var g = 0; g < classes.Length; g++) _logitGradients.Sample(g)[classes[g]] = T.One;
        return Backward(parallel, rules, until);
    }

    /// <inheritdoc cref="IExecutor.Backward(Parallelism, BackwardRules, int)"/>
    public Tensor<T> Backward(Parallelism? parallel = null, BackwardRules? rules = null, int until = 0)
    {
        rules ??= _plan.Rules[0];
        if (!_plan.Rules.Contains(rules) && !(rules.IsGradient && _plan.Rules.All(planned => planned.IsGradient)))
            throw new ArgumentException("The executor was not made for these rules; name them in its plan.", nameof(rules));
        var last = until == 0 ? 0 : HookAt(until).Node;
        Count = Count with { Backward = Count.Backward + _logitGradients.Batch };
        for (var node = _passes.Length; ; node--)
        {
            if (_hooksByPlace.TryGetValue(node, out var hook)) hook.KeepGradient(_passes[node - 1].OutputGradient);
            if (node == last) return until == 0 ? _inputGradient : hook!.Gradient;
            var pass = _passes[node - 1];
            pass.Parallel = parallel ?? Parallelism.Single;
            if (_origins[node] > 0) pass.Rule = rules[_origins[node]] is GradientBackward gradient ? gradient.Rule : default;
            pass.Parallel.Token.ThrowIfCancellationRequested();
            if (!pass.OutputGradient.Memory.IsEmpty) _nodes[node].Step!.Backward(pass);
            foreach (var (target, part) in _sums[node - 1])
            {
                var chunks = Chunks.OfElements(target.Length);
                pass.Parallel.For(chunks.Count, item =>
                {
                    var range = chunks.Start(item)..chunks.End(item);
                    Vectors.Add<T>(target.Span[range], part.Span[range]);
                });
            }
        }
    }

    private Hook<T> HookAt(int node) => _hooks.TryGetValue(node, out var hook) ? hook
        : throw new InvalidOperationException($"The executor has no hook at node {node}; name the node in its plan.");
}
