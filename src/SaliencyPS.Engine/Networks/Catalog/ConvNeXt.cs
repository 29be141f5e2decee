using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s") under the names of torchvision or timm.</summary>
internal static class ConvNeXt
{
    private const float Epsilon = 1e-6f;

    public static Architecture[] All { get; } =
    [
        Create("convnext_tiny", [3, 3, 9, 3], 96), Create("convnext_small", [3, 3, 27, 3], 96),
        Create("convnext_base", [3, 3, 27, 3], 128), Create("convnext_large", [3, 3, 27, 3], 192),
        Create("convnext_xlarge", [3, 3, 27, 3], 256), Create("convnext_atto", [2, 2, 6, 2], 40),
        Create("convnext_femto", [2, 2, 6, 2], 48), Create("convnext_pico", [2, 2, 6, 2], 64),
        Create("convnext_nano", [2, 2, 8, 2], 80),
    ];

    private static Architecture Create(string name, int[] depths, int width) => new(name, stack => Build(stack, depths, width));

    private static void Build(ModuleStack stack, int[] depths, int width)
    {
        var isTimm = stack.Has("stem.0.weight");
        Downsample(stack, isTimm ? ("stem.0", "stem.1") : ("features.0.0", "features.0.1"), width, 4, isNormFirst: false);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var (timm, torchvision) = ($"stages.{stage}.downsample", $"features.{2 * stage}");
            if (stage > 0)
                Downsample(stack, isTimm ? ($"{timm}.1", $"{timm}.0") : ($"{torchvision}.1", $"{torchvision}.0"),
                    width << stage, 2, isNormFirst: true);
            for (var i = 0; i < depths[stage]; i++)
                if (isTimm) Timm(stack, $"stages.{stage}.blocks.{i}");
                else Torchvision(stack, $"features.{2 * stage + 1}.{i}");
        }
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Add("flatten", new Flatten());
        stack.LayerNorm(isTimm ? "head.norm" : "classifier.0", axis: 0, Epsilon);
        var head = isTimm ? "head.fc" : "classifier.2";
        stack.Linear(head, stack.OutputsOf(head));
    }

    private static void Downsample(ModuleStack stack, (string Convolution, string Norm) names, int outputs, int side,
        bool isNormFirst)
    {
        if (isNormFirst) stack.ChannelNorm(names.Norm, Epsilon);
        stack.Convolution(names.Convolution, outputs, Window2D.Square(side, stride: side));
        if (!isNormFirst) stack.ChannelNorm(names.Norm, Epsilon);
    }

    private static void Timm(ModuleStack stack, string name) => Block(stack, name, $"{name}.conv_dw", $"{name}.norm",
        $"{name}.mlp.fc1", $"{name}.mlp.fc2", $"{name}.gamma", [stack.Channels]);

    private static void Torchvision(ModuleStack stack, string name) => Block(stack, name, $"{name}.block.0", $"{name}.block.2",
        $"{name}.block.3", $"{name}.block.5", $"{name}.layer_scale", [stack.Channels, 1, 1]);

    private static void Block(ModuleStack stack, string name, string convolution, string norm, string first, string second,
        string scale, int[] scaleSizes)
    {
        var (input, channels) = (stack.Last, stack.Channels);
        stack.Convolution(convolution, channels, Window2D.Square(7, pad: 3), groups: channels);
        stack.ChannelNorm(norm, Epsilon);
        stack.Pointwise(first, stack.OutputsOf(first));
        stack.Add($"{name}.gelu", new Gelu());
        stack.Pointwise(second, channels);
        var body = stack.Scale(scale, scaleSizes, axis: 0);
        stack.Add($"{name}.add", new Add(), body, input);
    }
}
