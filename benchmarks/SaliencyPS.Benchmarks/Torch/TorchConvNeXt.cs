using SaliencyPS.Networks.Formats;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>
/// timm's ConvNeXt, channels last in memory, as timm computes it: normalizations and 1×1 convolutions
/// then work along the last axis without a copy.
/// </summary>
internal sealed class TorchConvNeXt(IReadOnlyDictionary<string, WeightTensor> weights) : TorchNetwork(weights)
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor image)
    {
        var x = Norm(Convolve(image.permute(0, 2, 3, 1).contiguous(), "stem.0", side: 4), "stem.1");
        for (var stage = 0; Has($"stages.{stage}.blocks.0.gamma"); stage++)
        {
            var (name, downsample) = ($"stages.{stage}", $"stages.{stage}.downsample");
            if (stage > 0) x = Convolve(Norm(x, $"{downsample}.0"), $"{downsample}.1", side: 2);
            for (var i = 0; Has($"{name}.blocks.{i}.gamma"); i++) x = Block(x, $"{name}.blocks.{i}");
        }
        return Linear(Norm(x.mean([1, 2]), "head.norm"), "head.fc");
    }

    private Tensor Block(Tensor x, string name)
    {
        var y = Last(nn.functional.conv2d(First(x), Weight($"{name}.conv_dw.weight"), Weight($"{name}.conv_dw.bias"),
            padding: [3, 3], groups: x.shape[3]));
        y = nn.functional.gelu(Linear(Norm(y, $"{name}.norm"), $"{name}.mlp.fc1"));
        return Sum(x, Linear(y, $"{name}.mlp.fc2") * Weight($"{name}.gamma"));
    }

    private Tensor Convolve(Tensor x, string name, long side) =>
        Last(nn.functional.conv2d(First(x), Weight($"{name}.weight"), Weight($"{name}.bias"), strides: [side, side]));

    // Views: libtorch sees by the strides that channels are last.
    private static Tensor First(Tensor x) => x.permute(0, 3, 1, 2);

    private static Tensor Last(Tensor x) => x.permute(0, 2, 3, 1);
}
