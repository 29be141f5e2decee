using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// VGG (Simonyan and Zisserman 2014, "Very deep convolutional networks for large-scale image recognition"), configurations A, B,
/// D and E, without and with batch normalization.
/// </summary>
internal static class Vgg
{
    public static Architecture[] All { get; } =
    [
        .. Both("vgg11", [1, 1, 2, 2, 2]), .. Both("vgg13", [2, 2, 2, 2, 2]), .. Both("vgg16", [2, 2, 3, 3, 3]),
        .. Both("vgg19", [2, 2, 4, 4, 4]),
    ];

    private static Architecture[] Both(string name, int[] depths) =>
    [
        new(name, stack => Build(stack, depths, norm: false)),
        new($"{name}_bn", stack => Build(stack, depths, norm: true)),
    ];

    private static void Build(ModuleStack stack, int[] depths, bool norm)
    {
        var module = 0; // torchvision numbers all modules of a sequence
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (var i = 0; i < depths[stage]; i++)
            {
                stack.Convolution($"features.{module++}", Math.Min(64 << stage, 512), Window2D.Square(3, pad: 1));
                if (norm) stack.BatchNorm($"features.{module++}");
                stack.Add($"features.{module++}", new Relu());
            }
            stack.Add($"features.{module++}", new MaxPool(Window2D.Square(2, stride: 2)));
        }
        stack.Add("avgpool", new AdaptiveAveragePool(7, 7));
        stack.Linear("classifier.0", 4096);
        stack.Add("classifier.1", new Relu());
        stack.Linear("classifier.3", 4096);
        stack.Add("classifier.4", new Relu());
        stack.Linear("classifier.6", stack.OutputsOf("classifier.6"));
    }
}
