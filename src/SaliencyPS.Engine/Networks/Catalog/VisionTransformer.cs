using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// Vision transformers (Dosovitskiy et al. 2020, "An image is worth 16x16 words") under the names of torchvision or timm, and
/// timm's DeiT (Touvron et al. 2020), distilled DeiT and DeiT III. The input's size follows from the position embedding.
/// </summary>
internal static class VisionTransformer
{
    private const float Epsilon = 1e-6f;

    // What most of timm's were trained with: levels from −1 to 1.
    private static readonly Preprocessing Half = new() { Mean = [0.5f, 0.5f, 0.5f], Std = [0.5f, 0.5f, 0.5f] };

    public static Architecture[] All { get; } =
    [
        Torchvision("vit_b_16", 768, 12, 12, 16), Torchvision("vit_b_32", 768, 12, 12, 32),
        Torchvision("vit_l_16", 1024, 24, 16, 16), Torchvision("vit_l_32", 1024, 24, 16, 32),
        Torchvision("vit_h_14", 1280, 32, 16, 14),
        .. Timm("tiny", 192, 12, 3, [16]), .. Timm("small", 384, 12, 6, [8, 16, 32]), .. Timm("base", 768, 12, 12, [8, 16, 32]),
        .. Timm("large", 1024, 24, 16, [14, 16, 32]), .. Timm("huge", 1280, 32, 16, [14]),
        Deit("deit_tiny", 192, 12, 3), Deit("deit_small", 384, 12, 6), Deit("deit_base", 768, 12, 12),
        Deit("deit_tiny_distilled", 192, 12, 3), Deit("deit_small_distilled", 384, 12, 6),
        Deit("deit_base_distilled", 768, 12, 12),
        Deit("deit3_small", 384, 12, 6), Deit("deit3_medium", 512, 12, 8), Deit("deit3_base", 768, 12, 12),
        Deit("deit3_large", 1024, 24, 16),
    ];

    private static Architecture Torchvision(string name, int width, int depth, int heads, int patch) =>
        Create(name, new(IsTimm: false), width, depth, heads, patch, Preprocessing.ImageNet);

    private static IEnumerable<Architecture> Timm(string size, int width, int depth, int heads, int[] patches) =>
        patches.Select(patch => Create($"vit_{size}_patch{patch}", new(IsTimm: true), width, depth, heads, patch, Half));

    private static Architecture Deit(string name, int width, int depth, int heads) =>
        Create($"{name}_patch16", new(IsTimm: true)
        {
            IsDistilled = name.EndsWith("_distilled", StringComparison.Ordinal),
            IsScaled = name.StartsWith("deit3_", StringComparison.Ordinal),
        }, width, depth, heads, 16, Preprocessing.ImageNet);

    private static Architecture Create(string name, VisionTransformerNames names, int width, int depth, int heads, int patch,
        Preprocessing preprocessing) =>
        new(name, stack => Build(stack, names, width, depth, heads, patch))
        {
            Preprocessing = preprocessing, InputOf = weights => InputOf(weights, names, patch),
        };

    private static TensorShape? InputOf(StateDict weights, VisionTransformerNames names, int patch)
    {
        if (!weights.Tensors.TryGetValue(names.Positions, out var positions) || positions.Shape is not [1, var count, _])
            return null;
        var side = (long)Math.Sqrt(count - names.PositionsBefore) * patch;
        return side > 0 ? InputLimits.Check([3, side, side], $"Input of the {count} positions in '{names.Positions}'") : null;
    }

    private static void Build(ModuleStack stack, VisionTransformerNames names, int width, int depth, int heads, int patch)
    {
        stack.Convolution(names.Patches, width, Window2D.Square(patch, stride: patch));
        var count = stack.ShapeOf(stack.Last).Plane;
        var patches = stack.Move($"{names.Patches}.tokens", new(count, width), 0, [1, count]);
        if (names.PositionsBefore == 0) patches = AddPositions(stack, names, count, width);
        int[] parts = [.. names.Tokens.Select(token => stack.Constant(token, [1, 1, width], new(1, width))), patches];
        stack.Add("tokens", new Concat(), parts);
        count += names.Tokens.Length;
        if (names.PositionsBefore > 0) AddPositions(stack, names, count, width);
        for (var i = 0; i < depth; i++) Block(stack, names, names.Block(i), heads);
        var tokens = stack.LayerNorm(names.Norm, axis: 1, Epsilon);
        int[] logits = [.. names.Heads.Select((head, i) =>
        {
            stack.Move($"{names.Tokens[i]}.result", new(width), i * width, [1], tokens);
            return stack.Linear(head, stack.OutputsOf(head));
        })];
        if (logits.Length == 1) return;
        // Distilled: the mean of what the class token and the distillation token say.
        stack.Add("heads", new Add(), logits);
        stack.Add("mean", new ScaleShift([1f / logits.Length], [0]));
    }

    private static int AddPositions(ModuleStack stack, VisionTransformerNames names, int count, int width)
    {
        var tokens = stack.Last;
        return stack.Add("positions", new Add(), tokens, stack.Constant(names.Positions, [1, count, width], new(count, width)));
    }

    private static void Block(ModuleStack stack, VisionTransformerNames names, string name, int heads)
    {
        var input = stack.Last;
        var (tokens, width) = (stack.ShapeOf(input)[0], stack.ShapeOf(input)[1]);
        stack.LayerNorm($"{name}.{names.FirstNorm}", axis: 1, Epsilon);
        Attention(stack, names, name, tokens, width, heads);
        stack.TokenLinear($"{name}.{names.Projection}", width);
        if (names.IsScaled) stack.Scale($"{name}.ls1.gamma", [width], axis: 1);
        var middle = stack.Add($"{name}.add1", new Add(), stack.Last, input);
        stack.LayerNorm($"{name}.{names.SecondNorm}", axis: 1, Epsilon);
        var (first, second) = names.Mlp(name, stack.Has($"{name}.mlp.linear_1.weight"));
        stack.TokenLinear(first, stack.OutputsOf(first));
        stack.Add($"{name}.gelu", new Gelu());
        stack.TokenLinear(second, width);
        if (names.IsScaled) stack.Scale($"{name}.ls2.gamma", [width], axis: 1);
        stack.Add($"{name}.add2", new Add(), stack.Last, middle);
    }

    // Queries, keys and values lie side by side in the result of one layer, and the heads side by side in each of them.
    private static void Attention(ModuleStack stack, VisionTransformerNames names, string name, int tokens, int width, int heads)
    {
        var (weight, bias) = names.Attention(name);
        var all = stack.TokenLinear(name + ".qkv", weight, bias, 3 * width);
        var (depth, step) = (width / heads, 3 * width);
        stack.Move($"{name}.q", new(heads, tokens, depth), 0, [depth, step, 1], all);
        var queries = stack.Add($"{name}.scale", new ScaleShift([(float)(1 / Math.Sqrt(depth))], [0]));
        var keys = stack.Move($"{name}.k", new(heads, depth, tokens), width, [depth, 1, step], all);
        var values = stack.Move($"{name}.v", new(heads, tokens, depth), 2 * width, [depth, step, 1], all);
        stack.Add($"{name}.scores", new MatMul(), queries, keys);
        var attention = stack.Add($"{name}.attention", new Softmax(2));
        stack.Add($"{name}.mixed", new MatMul(), attention, values);
        stack.Move($"{name}.joined", new(tokens, heads, depth), 0, [depth, tokens * depth, 1]);
        stack.Add($"{name}.tokens", new Reshape(new(tokens, width)));
    }
}
