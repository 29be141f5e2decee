using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// EfficientNet (Tan and Le 2019) B0 to B7 and EfficientNet V2 (2021) S, M and L, under the names of torchvision or timm. Those
/// that timm has from TensorFlow pad and normalize as TensorFlow does, which weights do not tell.
/// </summary>
internal static class EfficientNet
{
    private const double TensorFlowEpsilon = 1e-3;

    // What EfficientNet V2 from TensorFlow, and torchvision's largest, were trained with: levels from −1 to 1.
    private static readonly Preprocessing Half = new() { Mean = [0.5f, 0.5f, 0.5f], Std = [0.5f, 0.5f, 0.5f] };

    public static Architecture[] All { get; } =
    [
        .. First("b0", 1, 1, 224), .. First("b1", 1, 1.1, 240), .. First("b2", 1.1, 1.2, 288), .. First("b3", 1.2, 1.4, 300),
        .. First("b4", 1.4, 1.8, 380), .. First("b5", 1.6, 2.2, 456, TensorFlowEpsilon),
        .. First("b6", 1.8, 2.6, 528, TensorFlowEpsilon), .. First("b7", 2, 3.1, 600, TensorFlowEpsilon),
        .. Second("s", 24, [(24, 2), (48, 4), (64, 4), (128, 6), (160, 9), (256, 15)], 384, Preprocessing.ImageNet),
        .. Second("m", 24, [(24, 3), (48, 5), (80, 5), (160, 7), (176, 14), (304, 18), (512, 5)], 480, Preprocessing.ImageNet),
        .. Second("l", 32, [(32, 4), (64, 7), (96, 7), (192, 10), (224, 19), (384, 25), (640, 7)], 480, Half),
    ];

    // torchvision and timm share the name; from B5 on they normalize with different ε.
    private static Architecture[] First(string size, double width, double depth, int side, double torchvisionEpsilon = 1e-5)
    {
        MobileStage[] stages =
        [
            Stage(3, 1, 16, 1) with { Expands = false }, Stage(3, 2, 24, 2), Stage(5, 2, 40, 2), Stage(3, 2, 80, 3),
            Stage(5, 1, 112, 3), Stage(5, 2, 192, 4), Stage(3, 1, 320, 1),
        ];
        var input = new TensorShape(3, side, side);
        return
        [
            new($"efficientnet_{size}",
                stack => Build(stack, Channels(32), stages, IsTimm(stack), IsTimm(stack) ? 1e-5 : torchvisionEpsilon))
            {
                Input = input,
            },
            new($"tf_efficientnet_{size}", stack => BuildTensorFlow(stack, Channels(32), stages)) { Input = input },
        ];

        int Channels(int channels) => MobileNetV3.RoundedChannels(width * channels);
        MobileStage Stage(int kernel, int stride, int channels, int count) =>
            new(kernel, stride, Channels(channels), (int)Math.Ceiling(depth * count)) { IsGated = true };
    }

    private static Architecture[] Second(string size, int stem, (int Channels, int Count)[] sizes, int side,
        Preprocessing preprocessing)
    {
        int[] strides = [1, 2, 2, 2, 1, 2, 1];
        MobileStage[] stages = [.. sizes.Select((s, i) => new MobileStage(3, strides[i], s.Channels, s.Count)
        {
            Expands = i > 0, IsFused = i < 3, IsGated = i >= 3,
        })];
        var input = new TensorShape(3, side, side);
        return
        [
            new($"efficientnet_v2_{size}", stack => Build(stack, stem, stages, isTimm: false, TensorFlowEpsilon))
            {
                Input = input, Preprocessing = preprocessing,
            },
            new($"efficientnetv2_{size}", stack => Build(stack, stem, stages, isTimm: true, 1e-5)) { Input = input },
            new($"tf_efficientnetv2_{size}", stack => BuildTensorFlow(stack, stem, stages))
            {
                Input = input, Preprocessing = Half,
            },
        ];
    }

    private static bool IsTimm(ModuleStack stack) => stack.Has("conv_stem.weight");

    private static void BuildTensorFlow(ModuleStack stack, int stem, MobileStage[] stages)
    {
        stack.PadsAsTensorFlow = true;
        Build(stack, stem, stages, isTimm: true, TensorFlowEpsilon);
    }

    private static void Build(ModuleStack stack, int stem, MobileStage[] stages, bool isTimm, double epsilon)
    {
        stack.Epsilon = epsilon;
        var blocks = new MobileBlocks(stack, isTimm, Swish, Swish, new Sigmoid());
        Unit(stack, isTimm ? ("conv_stem", "bn1") : ("features.0.0", "features.0.1"), stem, stack.Centered(3, 2));
        for (var i = 0; i < stages.Length; i++)
            for (var j = 0; j < stages[i].Count; j++)
                blocks.Add(isTimm ? $"blocks.{i}.{j}" : $"features.{i + 1}.{j}", stages[i], j == 0 ? stages[i].Stride : 1);
        var head = isTimm ? ("conv_head", "bn2") : ($"features.{stages.Length + 1}.0", $"features.{stages.Length + 1}.1");
        Unit(stack, head, stack.OutputsOf(head.Item1), Window2D.Square(1));
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        var classifier = isTimm ? "classifier" : "classifier.1";
        stack.Linear(classifier, stack.OutputsOf(classifier));
    }

    private static void Unit(ModuleStack stack, (string Convolution, string Norm) names, int outputs, Window2D window)
    {
        stack.ConvolutionBatchNorm(names.Convolution, names.Norm, outputs, window);
        Swish(stack, names.Norm);
    }

    private static void Swish(ModuleStack stack, string name) => stack.Add($"{name}.swish", new Swish());
}
