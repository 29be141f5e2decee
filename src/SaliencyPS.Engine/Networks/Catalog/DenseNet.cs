using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>DenseNet (Huang et al. 2016, "Densely connected convolutional networks") with bottlenecks and compression.</summary>
internal static class DenseNet
{
    public static Architecture[] All { get; } =
    [
        Create("densenet121", 64, 32, [6, 12, 24, 16]), Create("densenet161", 96, 48, [6, 12, 36, 24]),
        Create("densenet169", 64, 32, [6, 12, 32, 32]), Create("densenet201", 64, 32, [6, 12, 48, 32]),
        new("densenet", Build) { IsFamily = true },
    ];

    private static Architecture Create(string name, int first, int growth, int[] depths) => new(name, stack =>
    {
        stack.Expect("features.conv0", $"{first} channels", $"{stack.OutputsOf("features.conv0")} channels");
        for (var block = 1; block <= depths.Length; block++)
            stack.Expect(Block(block), $"{depths[block - 1]} layers that add {growth} channels each",
                $"{Layers(stack, block)} layers that add {Growth(stack, block)} channels each");
        Build(stack);
    });

    private static void Build(ModuleStack stack)
    {
        stack.ConvolutionBatchNorm("features.conv0", "features.norm0", stack.OutputsOf("features.conv0"),
            Window2D.Square(7, stride: 2, pad: 3));
        stack.Add("features.relu0", new Relu());
        stack.Add("features.pool0", new MaxPool(Window2D.Square(3, stride: 2, pad: 1)));
        for (var block = 1; Layers(stack, block) is > 0 and var layers; block++)
        {
            if (block > 1) Transition(stack, $"features.transition{block - 1}");
            for (var i = 1; i <= layers; i++) Layer(stack, $"{Block(block)}.denselayer{i}", Growth(stack, block));
        }
        stack.BatchNorm("features.norm5");
        stack.Add("relu", new Relu());
        stack.Add("avgpool", new AdaptiveAveragePool(1, 1));
        stack.Linear("classifier", stack.OutputsOf("classifier"));
    }

    private static void Layer(ModuleStack stack, string name, int growth)
    {
        var input = stack.Last;
        var dot = Dot(stack);
        stack.BatchNorm($"{name}.norm{dot}1");
        stack.Add($"{name}.relu1", new Relu());
        stack.ConvolutionBatchNorm($"{name}.conv{dot}1", $"{name}.norm{dot}2", stack.OutputsOf($"{name}.conv{dot}1"),
            Window2D.Square(1));
        stack.Add($"{name}.relu2", new Relu());
        var added = stack.Convolution($"{name}.conv{dot}2", growth, Window2D.Square(3, pad: 1), bias: false);
        stack.Add(name, new Concat(), input, added);
    }

    private static void Transition(ModuleStack stack, string name)
    {
        stack.BatchNorm($"{name}.norm");
        stack.Add($"{name}.relu", new Relu());
        stack.Convolution($"{name}.conv", stack.OutputsOf($"{name}.conv"), Window2D.Square(1), bias: false);
        stack.Add($"{name}.pool", new AveragePool(Window2D.Square(2, stride: 2)));
    }

    private static string Block(int block) => $"features.denseblock{block}";

    private static string Convolution(ModuleStack stack, int block, int layer) =>
        $"{Block(block)}.denselayer{layer}.conv{Dot(stack)}2.weight";

    private static int Layers(ModuleStack stack, int block) => stack.CountFrom(1, i => Convolution(stack, block, i));

    private static int Growth(ModuleStack stack, int block) => stack.SizesOf(Convolution(stack, block, 1)).FirstOrDefault();

    // torchvision's own files have the names of 2017, norm.1 and conv.1, and others those of its code, norm1 and conv1.
    private static string Dot(ModuleStack stack) => stack.Has("features.denseblock1.denselayer1.conv.1.weight") ? "." : "";
}
