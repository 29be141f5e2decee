using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// Adds modules to a network as torchvision writes them down: each takes the tensors under its name. A module reads the node
/// added last, or <c>from</c>; channel counts follow from the shape of what it reads.
/// </summary>
internal sealed class ModuleStack(StateDict weights, NetworkBuilder network)
{
    // torch.nn.BatchNorm2d's default.
    private const double Epsilon = 1e-5;

    /// <summary>Index of the node added last.</summary>
    public int Last => network.Nodes - 1;

    /// <summary>Shape of a node's result.</summary>
    public TensorShape ShapeOf(int node) => network.ShapeOf(node);

    /// <summary>Outputs of the module of this name: the number of classes, for a network's last.</summary>
    public int OutputsOf(string module) => weights.OutputsOf($"{module}.weight");

    /// <summary>A convolution with a square window.</summary>
    public int Convolution(string module, int outputs, Window2D window, int groups = 1, bool bias = true, int? from = null)
    {
        var inputs = ShapeOf(from ?? Last).Channels;
        var weight = weights.Take($"{module}.weight", outputs, inputs / groups, window.KernelHeight, window.KernelWidth);
        var added = bias ? weights.Take($"{module}.bias", outputs) : null;
        return Add(module, new Convolution(inputs, outputs, window, weight, added, groups), from);
    }

    /// <summary>Batch normalization at inference.</summary>
    public int BatchNorm(string module)
    {
        var channels = ShapeOf(Last).Channels;
        float[] Take(string tensor) => weights.Take($"{module}.{tensor}", channels);
        return Add(module,
            Formats.BatchNorm.ToScaleShift(Take("weight"), Take("bias"), Take("running_mean"), Take("running_var"), Epsilon));
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
        var weight = weights.Take($"{module}.weight", outputs, inputs);
        return Add(module, new Linear(inputs, outputs, weight, weights.Take($"{module}.bias", outputs)));
    }

    /// <summary>A layer without weights.</summary>
    public int Add(string name, Layer layer, int? from = null) => network.Add(name, layer, from ?? Last);

    /// <summary>A layer without weights that reads two results.</summary>
    public int Add(string name, Layer layer, int first, int second) => network.Add(name, layer, first, second);
}
