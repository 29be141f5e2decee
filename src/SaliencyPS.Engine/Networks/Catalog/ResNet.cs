using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// ResNet (He et al. 2015, "Deep residual learning for image recognition"), ResNeXt and Wide ResNet; bottlenecks have their
/// stride in the 3×3 convolution, as torchvision's have ("v1.5").
/// </summary>
internal static class ResNet
{
    public static Architecture[] All { get; } =
    [
        Create("resnet18", [2, 2, 2, 2], bottleneck: false), Create("resnet34", [3, 4, 6, 3], bottleneck: false),
        Create("resnet50", [3, 4, 6, 3], bottleneck: true), Create("resnet101", [3, 4, 23, 3], bottleneck: true),
        Create("resnet152", [3, 8, 36, 3], bottleneck: true), Create("resnext50_32x4d", [3, 4, 6, 3], bottleneck: true, 128, 32),
        Create("resnext101_32x8d", [3, 4, 23, 3], bottleneck: true, 256, 32),
        Create("resnext101_64x4d", [3, 4, 23, 3], bottleneck: true, 256, 64),
        Create("wide_resnet50_2", [3, 4, 6, 3], bottleneck: true, 128),
        Create("wide_resnet101_2", [3, 4, 23, 3], bottleneck: true, 128),
    ];

    private static Architecture Create(string name, int[] depths, bool bottleneck, int width = 64, int groups = 1) =>
        new(name, stack => Build(stack, depths, bottleneck, width, groups));

    /// <param name="stack">Where the layers are added.</param>
    /// <param name="depths">Blocks of each stage.</param>
    /// <param name="bottleneck">Whether a block has three convolutions, of which the first and the last are 1×1.</param>
    /// <param name="width">Channels of the 3×3 convolutions in the first stage; each later stage has twice as many.</param>
    /// <param name="groups">Groups of the 3×3 convolutions.</param>
    private static void Build(ModuleStack stack, int[] depths, bool bottleneck, int width, int groups)
    {
        stack.ConvolutionBatchNorm("conv1", "bn1", 64, Window2D.Square(7, stride: 2, pad: 3));
        stack.Add("relu", new Relu());
        stack.Add("maxpool", new MaxPool(Window2D.Square(3, stride: 2, pad: 1)));
        for (var stage = 0; stage < depths.Length; stage++)
            for (var i = 0; i < depths[stage]; i++)
                Block(stack, $"layer{stage + 1}.{i}", width << stage, (bottleneck ? 256 : 64) << stage,
                    stage > 0 && i == 0 ? 2 : 1, bottleneck, groups);
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Linear("fc", stack.OutputsOf("fc"));
    }

    private static void Block(ModuleStack stack, string name, int width, int outputs, int stride, bool bottleneck, int groups)
    {
        var input = stack.Last;
        stack.ConvolutionBatchNorm($"{name}.conv1", $"{name}.bn1", width,
            bottleneck ? Window2D.Square(1) : Window2D.Square(3, stride, pad: 1));
        stack.Add($"{name}.relu1", new Relu());
        var body = stack.ConvolutionBatchNorm($"{name}.conv2", $"{name}.bn2", width,
            Window2D.Square(3, bottleneck ? stride : 1, pad: 1), groups);
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
