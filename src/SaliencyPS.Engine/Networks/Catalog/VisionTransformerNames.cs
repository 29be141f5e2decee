namespace SaliencyPS.Networks.Catalog;

/// <summary>The names of a vision transformer's modules, and what it has besides.</summary>
/// <param name="IsTimm">True for timm's names, false for torchvision's.</param>
internal sealed record VisionTransformerNames(bool IsTimm)
{
    /// <summary>True if there is a second token, for distillation, with a head of its own.</summary>
    public bool IsDistilled { get; init; }

    /// <summary>True if each part of a block has a factor for each channel, and the class token no position (DeiT III).</summary>
    public bool IsScaled { get; init; }

    /// <summary>The convolution that makes a token of each patch.</summary>
    public string Patches => IsTimm ? "patch_embed.proj" : "conv_proj";

    /// <summary>The tokens before those of the patches.</summary>
    public string[] Tokens => !IsTimm ? ["class_token"] : IsDistilled ? ["cls_token", "dist_token"] : ["cls_token"];

    /// <summary>What is added to the tokens.</summary>
    public string Positions => IsTimm ? "pos_embed" : "encoder.pos_embedding";

    /// <summary>How many of the positions are not those of patches.</summary>
    public int PositionsBefore => IsScaled ? 0 : Tokens.Length;

    /// <summary>The normalization after the last block.</summary>
    public string Norm => IsTimm ? "norm" : "encoder.ln";

    /// <summary>The layers that give logits of the first tokens.</summary>
    public string[] Heads => !IsTimm ? ["heads.head"] : IsDistilled ? ["head", "head_dist"] : ["head"];

    /// <summary>The normalization before the attention.</summary>
    public string FirstNorm => IsTimm ? "norm1" : "ln_1";

    /// <summary>The layer behind the attention.</summary>
    public string Projection => IsTimm ? "attn.proj" : "self_attention.out_proj";

    /// <summary>The normalization between attention and perceptron.</summary>
    public string SecondNorm => IsTimm ? "norm2" : "ln_2";

    /// <summary>A block, by its number, from 0.</summary>
    public string Block(int index) => IsTimm ? $"blocks.{index}" : $"encoder.layers.encoder_layer_{index}";

    /// <summary>Weight and bias of the layer that gives queries, keys and values.</summary>
    public (string Weight, string Bias) Attention(string block) => IsTimm ? ($"{block}.attn.qkv.weight", $"{block}.attn.qkv.bias")
        : ($"{block}.self_attention.in_proj_weight", $"{block}.self_attention.in_proj_bias");

    /// <summary>The two layers of the perceptron; torchvision's own files have names of before.</summary>
    public (string First, string Second) Mlp(string block, bool hasOldNames) => IsTimm ? ($"{block}.mlp.fc1", $"{block}.mlp.fc2")
        : hasOldNames ? ($"{block}.mlp.linear_1", $"{block}.mlp.linear_2") : ($"{block}.mlp.0", $"{block}.mlp.3");
}
