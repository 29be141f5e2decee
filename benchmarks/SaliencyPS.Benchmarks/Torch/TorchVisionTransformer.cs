using SaliencyPS.Networks.Formats;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>timm's vision transformer with three heads, 16×16 patches and a class token.</summary>
internal sealed class TorchVisionTransformer(IReadOnlyDictionary<string, WeightTensor> weights) : TorchNetwork(weights)
{
    private const int Heads = 3, Patch = 16;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor image)
    {
        var patches = nn.functional.conv2d(image, Weight("patch_embed.proj.weight"), Weight("patch_embed.proj.bias"),
            strides: [Patch, Patch]);
        var x = Sum(cat([Weight("cls_token"), patches.flatten(2).transpose(1, 2)], 1), Weight("pos_embed"));
        for (var i = 0; Has($"blocks.{i}.norm1.weight"); i++) x = Block(x, $"blocks.{i}");
        return Linear(Norm(x, "norm")[.., 0], "head");
    }

    private Tensor Block(Tensor x, string name)
    {
        x = Sum(x, Attention(Norm(x, $"{name}.norm1"), $"{name}.attn"));
        return Sum(x, Linear(nn.functional.gelu(Linear(Norm(x, $"{name}.norm2"), $"{name}.mlp.fc1")), $"{name}.mlp.fc2"));
    }

    private Tensor Attention(Tensor x, string name)
    {
        var (tokens, width) = (x.shape[1], x.shape[2]);
        var parts = Linear(x, $"{name}.qkv").reshape(1, tokens, 3, Heads, width / Heads).permute(2, 0, 3, 1, 4).unbind(0);
        var heads = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        return Linear(heads.transpose(1, 2).reshape(1, tokens, width), $"{name}.proj");
    }
}
