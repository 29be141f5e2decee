using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>SqueezeNet 1.0 and 1.1 (Iandola et al. 2016).</summary>
internal static class SqueezeNet
{
    public static Architecture[] All { get; } =
    [
        new("squeezenet1_0", stack => Build(stack, 96, 7, [16, 16, 32, 0, 32, 48, 48, 64, 0, 64])),
        new("squeezenet1_1", stack => Build(stack, 64, 3, [16, 16, 0, 32, 32, 0, 48, 48, 64, 64])),
    ];

    /// <param name="stack">Where the layers are added.</param>
    /// <param name="outputs">Channels of the first convolution's result.</param>
    /// <param name="kernel">Side of the first convolution's window, in pixels.</param>
    /// <param name="squeezes">Squeeze channels of the fire modules from features.3 on; 0 for a pool.</param>
    private static void Build(ModuleStack stack, int outputs, int kernel, int[] squeezes)
    {
        stack.Convolution("features.0", outputs, Window2D.Square(kernel, stride: 2));
        stack.Add("features.1", new Relu());
        Pool(stack, "features.2");
        for (var i = 0; i < squeezes.Length; i++)
            if (squeezes[i] == 0) Pool(stack, $"features.{i + 3}");
            else Fire(stack, $"features.{i + 3}", squeezes[i]);
        stack.Convolution("classifier.1", stack.OutputsOf("classifier.1"), Window2D.Square(1));
        stack.Add("classifier.2", new Relu());
        stack.Add("classifier.3", new AdaptiveAveragePool(1, 1));
    }

    private static void Pool(ModuleStack stack, string name) =>
        stack.Add(name, new MaxPool(Window2D.Square(3, stride: 2, ceilMode: true)));

    private static void Fire(ModuleStack stack, string name, int squeeze)
    {
        stack.Convolution($"{name}.squeeze", squeeze, Window2D.Square(1));
        var squeezed = stack.Add($"{name}.squeeze_activation", new Relu());
        stack.Convolution($"{name}.expand1x1", 4 * squeeze, Window2D.Square(1));
        var one = stack.Add($"{name}.expand1x1_activation", new Relu());
        stack.Convolution($"{name}.expand3x3", 4 * squeeze, Window2D.Square(3, pad: 1), from: squeezed);
        var three = stack.Add($"{name}.expand3x3_activation", new Relu());
        stack.Add(name, new Concat(), one, three);
    }
}
