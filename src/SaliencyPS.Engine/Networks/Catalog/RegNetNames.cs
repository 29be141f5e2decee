namespace SaliencyPS.Networks.Catalog;

/// <summary>The names of a RegNet's modules.</summary>
/// <param name="IsTimm">True for timm's names, false for torchvision's.</param>
internal sealed record RegNetNames(bool IsTimm)
{
    /// <summary>The 1×1 convolution at the beginning of a block.</summary>
    public string First => IsTimm ? "conv1" : "f.a";

    /// <summary>The 3×3 convolution with groups.</summary>
    public string Second => IsTimm ? "conv2" : "f.b";

    /// <summary>Squeeze and excitation.</summary>
    public string Gate => IsTimm ? "se" : "f.se";

    /// <summary>The 1×1 convolution at the end of a block.</summary>
    public string Third => IsTimm ? "conv3" : "f.c";

    /// <summary>The 1×1 convolution beside a block.</summary>
    public string Shortcut => IsTimm ? "downsample" : "proj";

    /// <summary>The linear layer that gives the logits.</summary>
    public string Head => IsTimm ? "head.fc" : "fc";

    /// <summary>A block, by its stage, from 1, and its place in it, from 0.</summary>
    public string Block(int stage, int index) =>
        IsTimm ? $"s{stage}.b{index + 1}" : $"trunk_output.block{stage}.block{stage}-{index}";

    /// <summary>A convolution and its normalization.</summary>
    public (string Convolution, string Norm) Unit(string name) =>
        IsTimm ? ($"{name}.conv", $"{name}.bn") : ($"{name}.0", $"{name}.1");

    /// <summary>Number of blocks of a stage.</summary>
    public int Depth(ModuleStack stack, int stage) => stack.CountFrom(0, i => Weight(stage, i));

    /// <summary>Channels of a stage's result; 0 where there is no such stage.</summary>
    public int Width(ModuleStack stack, int stage) => stack.SizesOf(Weight(stage, 0)).FirstOrDefault();

    private string Weight(int stage, int index) => $"{Unit($"{Block(stage, index)}.{Third}").Convolution}.weight";
}
