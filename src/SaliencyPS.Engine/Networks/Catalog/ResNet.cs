using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// ResNet (He et al. 2015, "Deep residual learning for image recognition"); bottlenecks have their stride in the 3×3 convolution,
/// as torchvision's have ("v1.5").
/// </summary>
internal static class ResNet
{
    public static Architecture[] All { get; } =
    [
        Create("resnet18", [2, 2, 2, 2], bottleneck: false), Create("resnet34", [3, 4, 6, 3], bottleneck: false),
        Create("resnet50", [3, 4, 6, 3], bottleneck: true), Create("resnet101", [3, 4, 23, 3], bottleneck: true),
    ];

    private static Architecture Create(string name, int[] depths, bool bottleneck) =>
        new(name, stack => Build(stack, depths, bottleneck));

    private static void Build(ModuleStack stack, int[] depths, bool bottleneck)
    {
        stack.ConvolutionBatchNorm("conv1", "bn1", 64, Window2D.Square(7, stride: 2, pad: 3));
        stack.Add("relu", new Relu());
        stack.Add("maxpool", new MaxPool(Window2D.Square(3, stride: 2, pad: 1)));
        for (var stage = 0; stage < depths.Length; stage++)
            for (var i = 0; i < depths[stage]; i++)
                Block(stack, $"layer{stage + 1}.{i}", 64 << stage, stage > 0 && i == 0 ? 2 : 1, bottleneck);
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Linear("fc", stack.OutputsOf("fc"));
    }

    private static void Block(ModuleStack stack, string name, int width, int stride, bool bottleneck)
    {
        var input = stack.Last;
        var outputs = bottleneck ? 4 * width : width;
        stack.ConvolutionBatchNorm($"{name}.conv1", $"{name}.bn1", width,
            bottleneck ? Window2D.Square(1) : Window2D.Square(3, stride, pad: 1));
        stack.Add($"{name}.relu1", new Relu());
        var body = stack.ConvolutionBatchNorm($"{name}.conv2", $"{name}.bn2", width,
            Window2D.Square(3, bottleneck ? stride : 1, pad: 1));
        if (bottleneck)
        {
            stack.Add($"{name}.relu2", new Relu());
            body = stack.ConvolutionBatchNorm($"{name}.conv3", $"{name}.bn3", outputs, Window2D.Square(1));
        }
        var shortcut = stride == 1 && stack.ShapeOf(input).Channels == outputs
            ? input
            : stack.ConvolutionBatchNorm($"{name}.downsample.0", $"{name}.downsample.1", outputs, Window2D.Square(1, stride),
                from: input);
        stack.Add($"{name}.add", new Add(), body, shortcut);
        stack.Add($"{name}.relu", new Relu());
    }
}
