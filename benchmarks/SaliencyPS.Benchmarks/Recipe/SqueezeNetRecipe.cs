using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Recipe;

/// <summary>
/// SqueezeNet 1.1 as one writes it with TorchSharp, frozen; its weights are raw floats in the order of its layers.
/// </summary>
internal sealed class SqueezeNetRecipe
{
    private const int Side = 224;

    // Squeeze channels of the fire modules; 0 for a pool.
    private static readonly int[] Squeezes = [16, 16, 0, 32, 32, 0, 48, 48, 64, 64];

    private readonly List<Func<Tensor, Tensor>> _layers = [];
    private readonly float[] _weights;
    private int _read;

    /// <summary>Reads the weights.</summary>
    public SqueezeNetRecipe(string path)
    {
        _weights = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
        var channels = 64;
        _layers.Add(Convolution(3, channels, 3, stride: 2));
        _layers.Add(Pool);
        foreach (var squeeze in Squeezes)
        {
            if (squeeze == 0)
            {
                _layers.Add(Pool);
                continue;
            }

            var squeezed = Convolution(channels, squeeze, 1);
            var (one, three) = (Convolution(squeeze, 4 * squeeze, 1), Convolution(squeeze, 4 * squeeze, 3, pad: 1));
            _layers.Add(x =>
            {
                var y = squeezed(x);
                return cat([one(y), three(y)], 1);
            });
            channels = 8 * squeeze;
        }

        var classes = (_weights.Length - _read) / (channels + 1);
        _layers.Add(Convolution(channels, classes, 1));
        if (_read != _weights.Length)
            throw new InvalidDataException($"'{path}' does not hold the weights of SqueezeNet 1.1.");
    }

    /// <summary>The best classes, each with its 224×224 map: one forward and one backward pass for each.</summary>
    /// <param name="pixels">224×224 pixels, three floats each, normalized.</param>
    /// <param name="top">How many classes.</param>
    public IEnumerable<(int Class, float[] Map)> Maps(float[] pixels, int top)
    {
        using var scope = NewDisposeScope();
        var image = tensor(pixels, [1, Side, Side, 3]).permute(0, 3, 1, 2);
        long[] best;
        using (inference_mode(true)) best = [.. Scores(image)[0].topk(top).indexes.data<long>()];
        foreach (var target in best)
        {
            using var pass = NewDisposeScope();
            var x = image.detach().requires_grad_();
            var gradient = autograd.grad([Scores(x)[0, target]], [x])[0];
            yield return ((int)target, [.. gradient[0].abs().amax([0]).contiguous().data<float>()]);
        }
    }

    private Tensor Scores(Tensor x) => _layers.Aggregate(x, (y, layer) => layer(y)).mean([2, 3]);

    private static Tensor Pool(Tensor x) => nn.functional.max_pool2d(x, [3, 3], [2, 2], ceil_mode: true);

    private Func<Tensor, Tensor> Convolution(int inputs, int outputs, int kernel, int stride = 1, int pad = 0)
    {
        var (weight, bias) = (Next(outputs, inputs, kernel, kernel), Next(outputs));
        return x => nn.functional.relu(nn.functional.conv2d(x, weight, bias, strides: [stride, stride], padding: [pad, pad]));
    }

    private Tensor Next(params int[] shape)
    {
        var count = shape.Aggregate(1, (product, size) => product * size);
        if (_read + count > _weights.Length) throw new InvalidDataException("The file of weights is too short.");
        var values = _weights[_read..(_read + count)];
        _read += count;
        return tensor(values, [.. shape.Select(size => (long)size)]).DetachFromDisposeScope();
    }
}
