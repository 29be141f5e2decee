using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// A <see cref="Gather"/>. On the way back, too, elements are fetched where each was copied once at most: adding them up would
/// be slower and, on a GPU, not the same twice.
/// </summary>
internal sealed class GatherOperator : TorchOperator
{
    private readonly long[] _sizes;
    private readonly long _length;
    private readonly Tensor _sources;
    private readonly Tensor? _targets;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of the input.</param>
    /// <param name="output">Shape of the result.</param>
    /// <param name="device">Where to compute.</param>
    public GatherOperator(Gather layer, TensorShape input, TensorShape output, Device device)
    {
        (_sizes, _length) = (output.ToLengths(), input.Length);
        // Behind the last element stands a zero.
        int[] sources =
            [.. Enumerable.Range(0, output.Length).Select(i => layer.Source(i) is >= 0 and var at ? at : input.Length)];
        _sources = sources.ToTensor(device);
        var targets = new int[input.Length];
        Array.Fill(targets, output.Length);
        foreach (var (target, source) in sources.Index().Where(pair => pair.Item < input.Length))
        {
            if (targets[source] != output.Length) return;
            targets[source] = target;
        }

        _targets = targets.ToTensor(device);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        WithZero(inputs[0].flatten(1)).index_select(1, _sources).reshape([inputs[0].shape[0], .. _sizes]);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var flat = gradient.flatten(2);
        var back = _targets is { } targets ? WithZero(flat).index_select(2, targets)
            : zeros([flat.shape[0], flat.shape[1], _length + 1], device: flat.device).index_add(2, _sources, flat, N(1))
                .narrow(2, 0, _length);
        return Parted(back, gradient, inputs[0].shape[1..]);
    }

    private static Tensor WithZero(Tensor flat) => nn.functional.pad(flat, [0, 1]);
}
