using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Threads;
using static TorchSharp.torch;
using Batch = SaliencyPS.Tensors.Tensor<float>;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>A worker's passes through a TorchScript file. The way back is libtorch's own, one gradient after the other.</summary>
internal sealed class TorchScriptExecutor : IExecutor
{
    private readonly ExecutionPlan _plan;
    private readonly Device _device;
    private readonly Precision _precision;
    private readonly jit.ScriptModule _module;
    private readonly (Tensor Input, Tensor Scores)[] _shown;
    private readonly int _step;
    private readonly Batch _inputGradient;

    /// <summary>Takes the memory on this side of the device.</summary>
    public TorchScriptExecutor(Network network, TorchScriptFile file, ExecutionPlan plan, Device device,
        Precision precision)
    {
        (_plan, _device, _precision, _module) = (plan, device, precision, file.On(device));
        _step = file.TakesBatches ? plan.Batch : 1;
        _shown = new (Tensor, Tensor)[plan.Batch / _step];
        (Input, Logits) = (New(network.Input, plan.Batch), New(new(network.ClassCount), plan.Batch));
        var gradients = plan.Batch * plan.GradientsPerSample;
        (LogitGradients, _inputGradient) = (New(new(network.ClassCount), gradients), New(network.Input, gradients));

        static Batch New(Tensors.TensorShape shape, int count) => new(new float[count * shape.Length], count, shape);
    }

    /// <inheritdoc/>
    public Batch Input { get; }

    /// <inheritdoc/>
    public Batch Logits { get; }

    /// <inheritdoc/>
    public Batch LogitGradients { get; }

    /// <inheritdoc/>
    // What the program keeps for the way back, nobody tells.
    public long Bytes => sizeof(float) * ((long)Input.Memory.Length + Logits.Memory.Length + LogitGradients.Memory.Length
        + _inputGradient.Memory.Length);

    /// <inheritdoc/>
    public (int Forward, int Backward) Count { get; private set; }

    private bool HasWayBack => _plan.GradientsPerSample > 0;

    /// <inheritdoc/>
    public Batch Value(int node) => throw Unhooked(node);

    /// <inheritdoc/>
    public Batch Gradient(int node) => throw Unhooked(node);

    /// <inheritdoc/>
    public Batch Forward(Parallelism? parallel = null)
    {
        using var pass = TorchPass.Begin(parallel, _device, _precision, HasWayBack);
        Count = Count with { Forward = Count.Forward + _plan.Batch };
        for (var n = 0; n < _shown.Length; n++)
        {
            parallel?.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (length, classes) = (_step * Input.Shape.Length, _step * Logits.Shape.Length);
            var input = Transfer.ToDevice(Input.Memory.Slice(n * length, length), [_step, .. Input.Shape.ToLengths()], _device)
                .requires_grad_(HasWayBack);
            var scores = TorchScriptFile.Run(_module, input);
            Transfer.FromDevice(scores.detach(), Logits.Span.Slice(n * classes, classes));
            if (!HasWayBack) continue;
            _shown[n].Input?.Dispose();
            _shown[n].Scores?.Dispose();
            _shown[n] = (input.DetachFromDisposeScope(), scores.DetachFromDisposeScope());
        }

        return Logits;
    }

    /// <inheritdoc/>
    public Batch Backward(Parallelism? parallel = null, BackwardRules? rules = null, int until = 0)
    {
        if (until != 0) throw Unhooked(until);
        if (rules is not null && !TorchScriptFile.Follows(rules))
            throw new ArgumentException("The executor was not made for these rules; name them in its plan.", nameof(rules));
        using var pass = TorchPass.Begin(parallel, _device, _precision);
        Count = Count with { Backward = Count.Backward + LogitGradients.Batch };
        var seed = new float[_step * Logits.Shape.Length];
        for (var n = 0; n < _shown.Length; n++)
            for (var g = 0; g < _plan.GradientsPerSample; g++)
            {
                parallel?.Token.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var (input, scores) = _shown[n];
                for (var i = 0; i < _step; i++)
                    LogitGradients.Sample(Place(n, i, g)).CopyTo(seed.AsSpan(i * Logits.Shape.Length));
                // autograd.grad ends the process where it should raise an error; this raises it.
                autograd.backward([scores], [Transfer.ToDevice(seed, scores.shape, _device)], retain_graph: true,
                    inputs: [input]);
                // Where a part of the program does not look at the input there is none.
                var gradient = input.grad is { IsInvalid: false } found ? found : zeros_like(input);
                var values = new float[_step * Input.Shape.Length];
                Transfer.FromDevice(gradient, values);
                for (var i = 0; i < _step; i++)
                    values.AsSpan(i * Input.Shape.Length, Input.Shape.Length).CopyTo(_inputGradient.Sample(Place(n, i, g)));
                input.grad = null;
            }

        return _inputGradient;
    }

    private int Place(int step, int sample, int gradient) =>
        (step * _step + sample) * _plan.GradientsPerSample + gradient;

    private static InvalidOperationException Unhooked(int node) => new($"The plan has no hook at node {node}.");
}
