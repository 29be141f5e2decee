using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// MobileNet V3 (Howard et al. 2019), small and large, under the names of torchvision or timm. Those that timm has from
/// TensorFlow pad and normalize as TensorFlow does, which weights do not tell.
/// </summary>
internal static class MobileNetV3
{
    private const double TensorFlowEpsilon = 1e-3;

    // The paper's tables 1 and 2, with strides in the first block of a stage.
    private static readonly MobileStage[] Large =
    [
        new(3, 1, 16, 1) { Expands = false, Rectifies = true }, new(3, 2, 24, 2) { Rectifies = true },
        new(5, 2, 40, 3) { Rectifies = true, IsGated = true }, new(3, 2, 80, 4), new(3, 1, 112, 2) { IsGated = true },
        new(5, 2, 160, 3) { IsGated = true },
    ];

    private static readonly MobileStage[] Small =
    [
        new(3, 2, 16, 1) { Expands = false, Rectifies = true, IsGated = true }, new(3, 2, 24, 2) { Rectifies = true },
        new(5, 2, 40, 3) { IsGated = true }, new(5, 1, 48, 2) { IsGated = true }, new(5, 2, 96, 3) { IsGated = true },
    ];

    public static Architecture[] All { get; } = [.. Three("small", Small), .. Three("large", Large)];

    /// <summary>
    /// A number of channels rounded to a multiple of 8, and up where that would take away a tenth, as TensorFlow's models do.
    /// </summary>
    internal static int RoundedChannels(double channels)
    {
        var rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }

    private static Architecture[] Three(string size, MobileStage[] stages) =>
    [
        new($"mobilenet_v3_{size}", stack => Build(stack, stages, isTimm: false, TensorFlowEpsilon)),
        new($"mobilenetv3_{size}_100", stack => Build(stack, stages, isTimm: true, 1e-5)),
        new($"tf_mobilenetv3_{size}_100", stack =>
        {
            stack.PadsAsTensorFlow = true;
            Build(stack, stages, isTimm: true, TensorFlowEpsilon);
        }),
    ];

    private static void Build(ModuleStack stack, MobileStage[] stages, bool isTimm, double epsilon)
    {
        stack.Epsilon = epsilon;
        var blocks = new MobileBlocks(stack, isTimm, HardSwish, static (s, name) => s.Add($"{name}.relu", new Relu()),
            new HardSigmoid());
        Unit(stack, isTimm ? ("conv_stem", "bn1") : ("features.0.0", "features.0.1"), 16, stack.Centered(3, 2));
        var number = 1; // torchvision numbers blocks through all stages
        for (var i = 0; i < stages.Length; i++)
            for (var j = 0; j < stages[i].Count; j++, number++)
                blocks.Add(isTimm ? $"blocks.{i}.{j}" : $"features.{number}", stages[i], j == 0 ? stages[i].Stride : 1);
        var last = isTimm ? ($"blocks.{stages.Length}.0.conv", $"blocks.{stages.Length}.0.bn1")
            : ($"features.{number}.0", $"features.{number}.1");
        Unit(stack, last, stack.OutputsOf(last.Item1), Window2D.Square(1));
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        if (isTimm) stack.Convolution("conv_head", stack.OutputsOf("conv_head"), Window2D.Square(1));
        else stack.Linear("classifier.0", stack.OutputsOf("classifier.0"));
        HardSwish(stack, isTimm ? "conv_head" : "classifier.0");
        var classifier = isTimm ? "classifier" : "classifier.3";
        stack.Linear(classifier, stack.OutputsOf(classifier));
    }

    private static void Unit(ModuleStack stack, (string Convolution, string Norm) names, int outputs, Window2D window)
    {
        stack.ConvolutionBatchNorm(names.Convolution, names.Norm, outputs, window);
        HardSwish(stack, names.Norm);
    }

    private static void HardSwish(ModuleStack stack, string name) => stack.Add($"{name}.hard_swish", new HardSwish());
}
