using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>MobileNet V2, width 1.0 (Sandler et al. 2018).</summary>
internal static class MobileNetV2
{
    // The paper's table 2: expansion, channels, repetitions, stride of the first.
    private static readonly (int Expansion, int Channels, int Count, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    public static Architecture[] All { get; } = [new("mobilenet_v2", Build)];

    private static void Build(ModuleStack stack)
    {
        Unit(stack, "features.0", 32, Window2D.Square(3, stride: 2, pad: 1));
        var module = 1;
        foreach (var (expansion, channels, count, stride) in Stages)
            for (var i = 0; i < count; i++) Bottleneck(stack, $"features.{module++}", expansion, channels, i == 0 ? stride : 1);
        Unit(stack, $"features.{module}", 1280, Window2D.Square(1));
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Linear("classifier.1", stack.OutputsOf("classifier.1"));
    }

    private static void Bottleneck(ModuleStack stack, string name, int expansion, int outputs, int stride)
    {
        var input = stack.Last;
        var inputs = stack.ShapeOf(input).Channels;
        var (width, part) = (expansion * inputs, 0);
        if (expansion != 1) Unit(stack, $"{name}.conv.{part++}", width, Window2D.Square(1));
        Unit(stack, $"{name}.conv.{part++}", width, Window2D.Square(3, stride, pad: 1), groups: width);
        var output = stack.ConvolutionBatchNorm($"{name}.conv.{part}", $"{name}.conv.{part + 1}", outputs, Window2D.Square(1));
        if (stride == 1 && inputs == outputs) stack.Add(name, new Add(), output, input);
    }

    private static void Unit(ModuleStack stack, string name, int outputs, Window2D window, int groups = 1)
    {
        stack.ConvolutionBatchNorm($"{name}.0", $"{name}.1", outputs, window, groups);
        stack.Add($"{name}.2", new ClippedRelu(6));
    }
}
