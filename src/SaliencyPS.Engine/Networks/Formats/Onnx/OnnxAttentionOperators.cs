using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Attention as one operator, taken apart into products and a soft-max.</summary>
internal static class OnnxAttentionOperators
{
    /// <summary>Attention: soft-max(Q·Kᵀ·scale + mask) · V for each head.</summary>
    public static OnnxValue Attention(OnnxCall call)
    {
        for (var input = 4; input < call.InputCount; input++)
            if (call.Has(input)) throw call.Fault("Keys and values of earlier calls are not supported.", "at most 4 inputs");
        OnnxValue q = Heads(call, 0, "q_num_heads"), k = Heads(call, 1, "kv_num_heads"), v = Heads(call, 2, "kv_num_heads");
        var (heads, tokens, depth) = (q.Sizes[1], q.Sizes[2], q.Sizes[3]);
        (k, v) = (Shared(k), Shared(v));
        var scale = call.Single("scale", 0) is var stated && stated != 0 ? stated : (float)(1 / Math.Sqrt(depth));
        var scores = OnnxLinearOperators.Product(call, OnnxArithmeticOperators.Scale(call, q, scale),
            call.Move(k, Movement.Transpose(k.Sizes, [0, 1, 3, 2])));
        // Before the mask, which would otherwise be no longer infinite; the first text of operator set 23 had it the other way.
        if (call.Single("softcap", 0) is var cap && cap > 0)
            scores = OnnxArithmeticOperators.Scale(call,
                call.Emit(new Tanh(), (OnnxData)OnnxArithmeticOperators.Scale(call, scores, 1 / cap)), cap);
        if (call.Has(3)) scores = OnnxArithmeticOperators.Sum(call, scores, Mask(call));
        if (call.Integer("is_causal", 0) != 0) scores = OnnxArithmeticOperators.Sum(call, scores, Causal(tokens, k.Sizes[2]));
        var data = (OnnxData)scores;
        var attention = call.Emit(new Softmax(data.AxisOf(3)), data.Sizes, call.View(data));
        var result = OnnxLinearOperators.Product(call, attention, v);
        return call.Value(0).Rank == 4 ? result : call.Move(result, Movement.Transpose(result.Sizes, [0, 2, 1, 3])
            .Then(Movement.Reshape([result.Sizes[0], tokens, heads * result.Sizes[3]])));

        // Several heads of queries may share one head of keys and values.
        OnnxValue Shared(OnnxValue value) => value.Sizes[1] == heads ? value
            : heads % value.Sizes[1] != 0
            ? throw call.Fault("The heads do not fit.", $"a divisor of {heads}", $"{value.Sizes[1]}")
            : call.Move(value, Movement.Reshape(value.Sizes).ThenAlong(1, heads,
                head => (int)(head * value.Sizes[1] / heads)));
    }

    // Batch × heads × tokens × depth.
    private static OnnxValue Heads(OnnxCall call, int input, string attribute)
    {
        var value = call.Value(input);
        if (value.Rank == 4) return value;
        var heads = call.Integer(attribute, 0);
        if (value.Rank != 3 || heads < 1 || value.Sizes[2] % heads != 0)
            throw call.Fault($"Input {input} cannot be divided into heads.", "3 axes, the last a multiple of the heads, or 4",
                $"{WeightTensor.Text(value.Sizes)} and {heads} heads");
        return call.Move(value,
            Movement.Transpose([value.Sizes[0], value.Sizes[1], heads, value.Sizes[2] / heads], [0, 2, 1, 3]));
    }

    // Added to the scores: a mask of truth values is 0 where they count and −∞ elsewhere.
    private static OnnxConstant Mask(OnnxCall call)
    {
        var mask = call.Constant(3);
        return mask.Singles is not null ? mask
            : new(mask.Sizes, [.. mask.Integers!.Select(counts => counts != 0 ? 0 : float.NegativeInfinity)], null);
    }

    private static OnnxConstant Causal(long queries, long keys) => new([queries, keys],
        [.. Enumerable.Range(0, checked((int)(queries * keys))).Select(i => i % keys <= i / keys ? 0 : float.NegativeInfinity)],
        null);
}
