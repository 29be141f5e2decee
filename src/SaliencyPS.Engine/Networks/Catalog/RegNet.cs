using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// RegNet X and Y (Radosavovic et al. 2020, "Designing network design spaces") under the names of torchvision or timm. Depths,
/// widths and groups follow from the weights; Y has gates by squeeze and excitation.
/// </summary>
internal static class RegNet
{
    public static Architecture[] All { get; } =
    [
        Create("regnet_y_400mf", true, [1, 3, 6, 6], [48, 104, 208, 440]),
        Create("regnet_y_800mf", true, [1, 3, 8, 2], [64, 144, 320, 784]),
        Create("regnet_y_1_6gf", true, [2, 6, 17, 2], [48, 120, 336, 888]),
        Create("regnet_y_3_2gf", true, [2, 5, 13, 1], [72, 216, 576, 1512]),
        Create("regnet_y_8gf", true, [2, 4, 10, 1], [224, 448, 896, 2016]),
        Create("regnet_y_16gf", true, [2, 4, 11, 1], [224, 448, 1232, 3024]),
        Create("regnet_y_32gf", true, [2, 5, 12, 1], [232, 696, 1392, 3712]),
        Create("regnet_x_400mf", false, [1, 2, 7, 12], [32, 64, 160, 400]),
        Create("regnet_x_800mf", false, [1, 3, 7, 5], [64, 128, 288, 672]),
        Create("regnet_x_1_6gf", false, [2, 4, 10, 2], [72, 168, 408, 912]),
        Create("regnet_x_3_2gf", false, [2, 6, 15, 2], [96, 192, 432, 1008]),
        Create("regnet_x_8gf", false, [2, 5, 15, 1], [80, 240, 720, 1920]),
        Create("regnet_x_16gf", false, [2, 6, 13, 1], [256, 512, 896, 2048]),
        Create("regnet_x_32gf", false, [2, 7, 13, 1], [336, 672, 1344, 2520]),
        new("regnet_y", stack => Build(stack, isGated: true)) { IsFamily = true },
        new("regnet_x", stack => Build(stack, isGated: false)) { IsFamily = true },
    ];

    private static Architecture Create(string name, bool isGated, int[] depths, int[] widths) => new(name, stack =>
    {
        var names = Names(stack);
        for (var stage = 1; stage <= depths.Length; stage++)
            stack.Expect($"{names.Block(stage, 0)}", $"{depths[stage - 1]} blocks of {widths[stage - 1]} channels",
                $"{names.Depth(stack, stage)} blocks of {names.Width(stack, stage)} channels");
        Build(stack, isGated);
    });

    private static RegNetNames Names(ModuleStack stack) => new(IsTimm: stack.Has("stem.conv.weight"));

    private static void Build(ModuleStack stack, bool isGated)
    {
        var names = Names(stack);
        var (convolution, norm) = names.Unit("stem");
        stack.ConvolutionBatchNorm(convolution, norm, stack.OutputsOf(convolution), Window2D.Square(3, stride: 2, pad: 1));
        stack.Add("stem.relu", new Relu());
        for (var stage = 1; names.Depth(stack, stage) is > 0 and var depth; stage++)
            for (var i = 0; i < depth; i++) Block(stack, names, names.Block(stage, i), i == 0 ? 2 : 1, isGated);
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Linear(names.Head, stack.OutputsOf(names.Head));
    }

    private static void Block(ModuleStack stack, RegNetNames names, string name, int stride, bool isGated)
    {
        var input = stack.Last;
        Unit(stack, names.Unit($"{name}.{names.First}"), Window2D.Square(1), groups: 1);
        stack.Add($"{name}.relu1", new Relu());
        var second = names.Unit($"{name}.{names.Second}");
        var perGroup = stack.SizesOf($"{second.Convolution}.weight") is [_, > 0 and var group, ..] ? group : 1;
        Unit(stack, second, Window2D.Square(3, stride, pad: 1), Math.Max(1, stack.ShapeOf(stack.Last).Channels / perGroup));
        stack.Add($"{name}.relu2", new Relu());
        if (isGated)
            stack.SqueezeExcitation($"{name}.{names.Gate}.fc1", $"{name}.{names.Gate}.fc2",
                static (s, reduce) => s.Add($"{reduce}.relu", new Relu()), new Sigmoid());
        var body = Unit(stack, names.Unit($"{name}.{names.Third}"), Window2D.Square(1), groups: 1);
        var shortcut = stride == 1 && stack.ShapeOf(input) == stack.ShapeOf(body)
            ? input
            : Unit(stack, names.Unit($"{name}.{names.Shortcut}"), Window2D.Square(1, stride), groups: 1, input);
        stack.Add($"{name}.add", new Add(), body, shortcut);
        stack.Add($"{name}.relu", new Relu());
    }

    private static int Unit(ModuleStack stack, (string Convolution, string Norm) unit, Window2D window, int groups,
        int? from = null) =>
        stack.ConvolutionBatchNorm(unit.Convolution, unit.Norm, stack.OutputsOf(unit.Convolution), window, groups, from);
}
