using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
using static TorchSharp.torch;
using Batch = SaliencyPS.Tensors.Tensor<float>;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>
/// A worker's passes through a network. The way back is ours, node by node, all gradients of a sample in one batch: libtorch's
/// own would compute each alone, and knows no rules.
/// </summary>
internal sealed class TorchExecutor : IExecutor
{
    private readonly TorchGraph _graph;
    private readonly ExecutionPlan _plan;
    private readonly Tensor?[] _values;
    private readonly Dictionary<int, (Batch Value, Batch Gradient)> _hooks;
    private readonly int[] _lastReader;
    private readonly Batch _inputGradient;

    /// <summary>Takes the memory on this side of the device.</summary>
    public TorchExecutor(TorchGraph graph, ExecutionPlan plan)
    {
        (_graph, _plan, _values) = (graph, plan, new Tensor?[graph.Nodes.Count]);
        (Input, Logits) = (New(0, plan.Batch), New(graph.Nodes.Count - 1, plan.Batch));
        var gradients = plan.Batch * plan.GradientsPerSample;
        (LogitGradients, _inputGradient) = (New(graph.Nodes.Count - 1, gradients), New(0, gradients));
        _hooks = plan.Hooks.ToDictionary(node => node, node => (New(node, plan.Batch), New(node, gradients)));
        _lastReader = new int[graph.Nodes.Count];
        for (var i = 1; i < graph.Nodes.Count; i++)
            foreach (var input in graph.Nodes[i].Inputs) _lastReader[input] = i;
    }

    /// <inheritdoc/>
    public Batch Input { get; }

    /// <inheritdoc/>
    public Batch Logits { get; }

    /// <inheritdoc/>
    public Batch LogitGradients { get; }

    /// <inheritdoc/>
    public long Bytes => sizeof(float) * ((long)Input.Memory.Length + Logits.Memory.Length + LogitGradients.Memory.Length
        + _inputGradient.Memory.Length + _values.Sum(value => value is { IsInvalid: false } ? value.numel() : 0));

    /// <inheritdoc/>
    public (int Forward, int Backward) Count { get; private set; }

    /// <inheritdoc/>
    public Batch Value(int node) => HookAt(node).Value;

    /// <inheritdoc/>
    public Batch Gradient(int node) => HookAt(node).Gradient;

    /// <inheritdoc/>
    public Batch Forward(Parallelism? parallel = null)
    {
        using var _ = TorchPass.Begin(parallel, _graph.Device, _graph.Precision);
        Count = Count with { Forward = Count.Forward + _plan.Batch };
        for (var i = 0; i < _values.Length; i++) Set(i, null);
        Set(0, ToDevice(Input, _plan.Batch, _graph.Nodes[0].Shape).ChannelsLast());
        for (var i = 1; i < _values.Length; i++)
        {
            parallel?.Token.ThrowIfCancellationRequested();
            using (NewDisposeScope())
            {
                var value = _graph.Operator(i).Forward(Inputs(i));
                // Constants, and what is computed of them alone, exist once for all samples.
                Set(i, value.shape[0] == _plan.Batch ? value : value.expand([_plan.Batch, .. value.shape[1..]]));
            }

            if (_hooks.TryGetValue(i, out var hook)) Transfer.FromDevice(_values[i]!, hook.Value.Span);
            // Without a way back a result is read for the last time here.
            if (_plan.GradientsPerSample > 0) continue;
            foreach (var input in _graph.Nodes[i].Inputs)
                if (_lastReader[input] == i) Set(input, null);
        }

        Transfer.FromDevice(_values[^1]!, Logits.Span);
        return Logits;
    }

    /// <inheritdoc/>
    public Batch Backward(Parallelism? parallel = null, BackwardRules? rules = null, int until = 0)
    {
        rules ??= _plan.Rules[0];
        if (!_plan.Rules.Contains(rules) && !(rules.IsGradient && _plan.Rules.All(planned => planned.IsGradient)))
            throw new ArgumentException("The executor was not made for these rules; name them in its plan.", nameof(rules));
        var result = until == 0 ? _inputGradient : HookAt(until).Gradient;
        using var _ = TorchPass.Begin(parallel, _graph.Device, _graph.Precision);
        Count = Count with { Backward = Count.Backward + LogitGradients.Batch };
        var gradients = new Tensor?[_values.Length];
        gradients[^1] = ToDevice(LogitGradients, _plan.Batch, _graph.Nodes[^1].Shape, _plan.GradientsPerSample);
        for (var node = _values.Length - 1; node >= until; node--)
        {
            parallel?.Token.ThrowIfCancellationRequested();
            // Nothing that was asked about reads the node.
            gradients[node] ??= zeros([_plan.Batch, _plan.GradientsPerSample, .. _graph.Nodes[node].Shape.ToLengths()],
                device: _graph.Device);
            if (_hooks.TryGetValue(node, out var hook)) Transfer.FromDevice(gradients[node]!, hook.Gradient.Span);
            if (node == until) break;
            var (inputs, places) = (Inputs(node), _graph.Nodes[node].Inputs);
            for (var e = 0; e < inputs.Length; e++)
            {
                if (!_graph.Depends[places[e]]) continue;
                using var scope = NewDisposeScope();
                var part = Back(node, rules[node], inputs, e, gradients[node]!);
                var sum = gradients[places[e]] is { } other ? other.Plus(part) : part;
                gradients[places[e]]?.Dispose();
                gradients[places[e]] = sum.MoveToOuterDisposeScope();
            }

            gradients[node]!.Dispose();
        }

        Transfer.FromDevice(gradients[until]!, result.Span);
        return result;
    }

    // What a rule makes of the gradient at a node's result, for one of its inputs.
    private Tensor Back(int node, BackwardRule rule, Tensor[] inputs, int input, Tensor gradient)
    {
        var (own, result) = (_graph.Operator(node), _values[node]!);
        return rule switch
        {
            GradientBackward { Rule: var kind } => own.Backward(inputs, result, gradient, input, kind),
            UnchangedBackward => Array.FindIndex(_graph.Nodes[node].Inputs.ToArray(),
                place => _graph.Depends[place] && _graph.Nodes[place].Shape == _graph.Nodes[node].Shape) == input
                ? gradient.alias() : zeros_like(inputs[input]).unsqueeze(1).expand(Like(inputs[input])).contiguous(),
            RelevanceBackward relevance => Relevance(node, relevance, inputs, input, gradient),
            _ => throw new NotSupportedException($"libtorch does not follow the rule {rule.GetType().Name}."),
        };

        long[] Like(Tensor tensor) => [tensor.shape[0], _plan.GradientsPerSample, .. tensor.shape[1..]];
    }

    // x ⊙ Lᵀ(R / z)
    private Tensor Relevance(int node, RelevanceBackward rule, Tensor[] inputs, int input, Tensor gradient)
    {
        if (rule.PositiveInputs) inputs = [.. inputs.Select(x => x.clamp_min(N(0)))];
        var share = Distributed(rule.Model);
        if (rule.Against is { } against) share = share.Minus(Distributed(against));
        return share * inputs[input].unsqueeze(1) * N(rule.Share);

        Tensor Distributed(WeightModel weights)
        {
            var model = _graph.Model(node, weights);
            var z = model.Forward(inputs);
            long[] axes = [.. Enumerable.Range(1, (int)z.dim() - 1).Select(axis => (long)axis)];
            var stabilizer = z.Squared().mean(axes, keepdim: true).sqrt() * N(rule.Epsilon);
            var divisor = z.Plus(where(z < N(0), -stabilizer, stabilizer));
            var ratio = where((z == N(0)).unsqueeze(1), zeros_like(gradient), gradient / divisor.unsqueeze(1));
            return model.Backward(inputs, z, ratio, input, GradientRule.Backpropagation);
        }
    }

    private Tensor[] Inputs(int node) => [.. _graph.Nodes[node].Inputs.Select(input => _values[input]!)];

    // Keeps a tensor apart from all scopes.
    private void Set(int node, Tensor? value)
    {
        _values[node]?.Dispose();
        _values[node] = value?.DetachFromDisposeScope();
    }

    private Tensor ToDevice(Batch from, int batch, TensorShape shape, int? gradients = null)
    {
        long[] sizes = gradients is { } count ? [batch, count, .. shape.ToLengths()] : [batch, .. shape.ToLengths()];
        return Transfer.ToDevice(from.Memory, sizes, _graph.Device);
    }

    private Batch New(int node, int count) =>
        new(new float[count * _graph.Nodes[node].Shape.Length], count, _graph.Nodes[node].Shape);

    private (Batch Value, Batch Gradient) HookAt(int node) => _hooks.TryGetValue(node, out var hook) ? hook
        : throw new InvalidOperationException($"The executor has no hook at node {node}; name the node in its plan.");
}
