using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// Adds modules to a network as state dicts name them: each takes the tensors under its name. A module reads the node added last,
/// or <c>from</c>; channel counts follow from the shape of what it reads.
/// </summary>
/// <param name="weights">The tensors.</param>
/// <param name="network">Where the layers are added.</param>
/// <param name="isOutline">True to look at names and shapes only: no values are read, and what has weights is left open.</param>
internal sealed class ModuleStack(StateDict weights, NetworkBuilder network, bool isOutline)
{
    /// <summary>ε of batch normalization; torch.nn.BatchNorm2d's by default.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>True if windows with a stride are padded as TensorFlow does: what is odd goes below and to the right.</summary>
    public bool PadsAsTensorFlow { get; set; }

    /// <summary>Index of the node added last.</summary>
    public int Last => network.Nodes - 1;

    /// <summary>Channels of the result added last.</summary>
    public int Channels => ShapeOf(Last).Channels;

    /// <summary>Shape of a node's result.</summary>
    public TensorShape ShapeOf(int node) => network.ShapeOf(node);

    /// <summary>True if there is a tensor of this name.</summary>
    public bool Has(string tensor) => weights.Tensors.ContainsKey(tensor);

    /// <summary>Size of every axis of a tensor; none if there is no such tensor.</summary>
    public IReadOnlyList<int> SizesOf(string tensor) => weights.Tensors.TryGetValue(tensor, out var found) ? found.Shape : [];

    /// <summary>How many tensors there are one after another, each named by its number.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="tensor">Name of the tensor with a number.</param>
    public int CountFrom(int first, Func<int, string> tensor)
    {
        var next = first;
        while (Has(tensor(next))) next++;
        return next - first;
    }

    /// <summary>Refuses a part of the network that is not as it must be.</summary>
    /// <exception cref="NetworkFormatException">It is not.</exception>
    public void Expect(string part, string expected, string actual)
    {
        if (actual != expected) throw new NetworkFormatException("The sizes are others.", part, expected, actual);
    }

    /// <summary>Outputs of the module of this name: the number of classes, for a network's last.</summary>
    public int OutputsOf(string module) => weights.OutputsOf($"{module}.weight");

    /// <summary>A square window around each element of the result added last, or around every second, third, … one.</summary>
    public Window2D Centered(int kernel, int stride)
    {
        if (!PadsAsTensorFlow) return Window2D.Square(kernel, stride, (kernel - 1) / 2);
        var (input, window) = (ShapeOf(Last), Window2D.Square(kernel, stride));
        var (rows, columns) = (Padding(input.Height), Padding(input.Width));
        return window with
        {
            PadTop = rows / 2, PadBottom = rows - rows / 2, PadLeft = columns / 2, PadRight = columns - columns / 2,
        };

        int Padding(int size) => Math.Max(0, ((size + stride - 1) / stride - 1) * stride + kernel - size);
    }

    /// <summary>A convolution with a square window.</summary>
    public int Convolution(string module, int outputs, Window2D window, int groups = 1, bool bias = true, int? from = null)
    {
        var input = ShapeOf(from ?? Last);
        var weight = Take($"{module}.weight", outputs, input.Channels / groups, window.KernelHeight, window.KernelWidth);
        var added = bias ? Take($"{module}.bias", outputs) : null;
        return Weighted(module, () => new Convolution(input.Channels, outputs, window, weight, added, groups), () =>
        {
            var (height, width) = window.OutputSize(input.Height, input.Width);
            return new(outputs, height, width);
        }, from);
    }

    /// <summary>Batch normalization at inference.</summary>
    public int BatchNorm(string module)
    {
        var input = ShapeOf(Last);
        var (weight, bias) = (Take($"{module}.weight", input.Channels), Take($"{module}.bias", input.Channels));
        var (mean, variance) = (Take($"{module}.running_mean", input.Channels), Take($"{module}.running_var", input.Channels));
        return Weighted(module, () => Formats.BatchNorm.ToScaleShift(weight, bias, mean, variance, Epsilon), () => input);
    }

    /// <summary>A convolution without bias and its batch normalization.</summary>
    public int ConvolutionBatchNorm(string convolution, string norm, int outputs, Window2D window, int groups = 1,
        int? from = null)
    {
        Convolution(convolution, outputs, window, groups, bias: false, from);
        return BatchNorm(norm);
    }

    /// <summary>A fully connected layer.</summary>
    public int Linear(string module, int outputs)
    {
        var inputs = ShapeOf(Last).Length;
        var (weight, bias) = (Take($"{module}.weight", outputs, inputs), Take($"{module}.bias", outputs));
        return Weighted(module, () => new Linear(inputs, outputs, weight, bias), () => new(outputs));
    }

    /// <summary>A fully connected layer on the last axis: on every token.</summary>
    public int TokenLinear(string module, int outputs) => TokenLinear(module, $"{module}.weight", $"{module}.bias", outputs);

    /// <summary>A fully connected layer on the last axis: on every token.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="weight">Name of the tensor with its weights.</param>
    /// <param name="bias">Name of the tensor with its biases.</param>
    /// <param name="outputs">Length of the last axis of the result.</param>
    public int TokenLinear(string name, string weight, string bias, int outputs)
    {
        int[] outer = [.. ShapeOf(Last).Sizes[..^1]];
        var inputs = ShapeOf(Last).Sizes[^1];
        var (factors, added) = (Take(weight, outputs, inputs), Take(bias, outputs));
        return Weighted(name, () => new Linear(inputs, outputs, factors, added), () => new([.. outer, outputs]));
    }

    /// <summary>A fully connected layer on the channels of each row and column.</summary>
    public int Pointwise(string module, int outputs)
    {
        var input = ShapeOf(Last);
        var weight = SizesOf($"{module}.weight").Count == 4 ? Take($"{module}.weight", outputs, input.Channels, 1, 1)
            : Take($"{module}.weight", outputs, input.Channels);
        var bias = Take($"{module}.bias", outputs);
        return Weighted(module, () => new Convolution(input.Channels, outputs, Window2D.Square(1), weight, bias),
            () => input.WithChannels(outputs));
    }

    /// <summary>Layer normalization over one axis, the last.</summary>
    public int LayerNorm(string module, int axis, float epsilon)
    {
        var shape = ShapeOf(Last);
        var (scale, shift) = (Take($"{module}.weight", shape[axis]), Take($"{module}.bias", shape[axis]));
        return Weighted(module, () => new LayerNormalization(axis, epsilon, scale, shift), () => shape);
    }

    /// <summary>Layer normalization over the channels of each row and column.</summary>
    public int ChannelNorm(string module, float epsilon)
    {
        var shape = ShapeOf(Last);
        Move($"{module}.to_last", new(shape.Height, shape.Width, shape.Channels), 0, [shape.Width, 1, shape.Plane]);
        LayerNorm(module, axis: 2, epsilon);
        return Move($"{module}.to_first", shape, 0, [1, shape.Width * shape.Channels, shape.Channels]);
    }

    /// <summary>A factor for each index of an axis.</summary>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="sizes">The tensor's sizes.</param>
    /// <param name="axis">The axis.</param>
    public int Scale(string tensor, int[] sizes, int axis)
    {
        var (shape, scale) = (ShapeOf(Last), Take(tensor, sizes));
        return Weighted(tensor, () => new ScaleShift(scale, [0], axis), () => shape);
    }

    /// <summary>A tensor as a result, which does not depend on the image.</summary>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="sizes">The tensor's sizes.</param>
    /// <param name="shape">Shape of the result.</param>
    public int Constant(string tensor, int[] sizes, TensorShape shape)
    {
        var values = Take(tensor, sizes);
        return isOutline ? network.AddOpen(tensor, shape) : network.AddConstant(tensor, new Constant(new(values, shape)));
    }

    /// <summary>The elements of a result in another order.</summary>
    /// <param name="name">Name of the layer.</param>
    /// <param name="shape">Shape of the new result, with as many axes as there are steps.</param>
    /// <param name="start">Place of its first element in the old result.</param>
    /// <param name="steps">Distance in the old result between neighbors along each of its axes.</param>
    /// <param name="from">The old result.</param>
    public int Move(string name, TensorShape shape, int start, int[] steps, int? from = null) => Weighted(name, () =>
    {
        var sources = new int[shape.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            var (rest, source) = (i, start);
            for (var axis = steps.Length - 1; axis >= 0; rest /= shape[axis--]) source += rest % shape[axis] * steps[axis];
            sources[i] = source;
        }

        return new Gather(shape, sources);
    }, () => shape, from);

    /// <summary>
    /// A factor for each channel, made of the means of all channels by two 1×1 convolutions (Hu et al. 2017,
    /// "Squeeze-and-excitation networks").
    /// </summary>
    /// <param name="reduce">The convolution to fewer channels.</param>
    /// <param name="expand">The convolution to the channels of the input.</param>
    /// <param name="activation">Adds what stands between them, under a name.</param>
    /// <param name="gate">What makes a factor of the second's result.</param>
    public int SqueezeExcitation(string reduce, string expand, Action<ModuleStack, string> activation, Layer gate)
    {
        var input = Last;
        Add($"{reduce}.pool", new AdaptiveAveragePool(1, 1));
        Convolution(reduce, OutputsOf(reduce), Window2D.Square(1));
        activation(this, reduce);
        Convolution(expand, ShapeOf(input).Channels, Window2D.Square(1));
        var factor = Add($"{expand}.gate", gate);
        return Add($"{expand}.scale", new Multiply(), input, factor);
    }

    /// <summary>A layer without weights.</summary>
    public int Add(string name, Layer layer, int? from = null) => network.Add(name, layer, from ?? Last);

    /// <summary>A layer without weights that reads several results.</summary>
    public int Add(string name, Layer layer, params ReadOnlySpan<int> from) => network.Add(name, layer, from);

    private float[] Take(string tensor, params IReadOnlyList<int> shape)
    {
        var claimed = weights.Claim(tensor, shape);
        return isOutline ? [] : claimed.Read();
    }

    private int Weighted(string name, Func<Layer> layer, Func<TensorShape> shape, int? from = null)
    {
        if (!isOutline) return network.Add(name, layer(), from ?? Last);
        try
        {
            return network.AddOpen(name, shape());
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new NetworkFormatException(e.Message, $"Layer '{name}'", inner: e);
        }
    }
}
