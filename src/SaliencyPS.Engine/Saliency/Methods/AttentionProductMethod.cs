using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Methods that multiply the attentions of all layers: R starts as the identity, and the map is the row of the class token, or
/// the mean of all rows where there is none, at the patches.
/// </summary>
internal abstract class AttentionProductMethod(Network network, AttributionOptions options) : AttentionMethod(network, options)
{
    /// <summary>
    /// Whether the mean attention is mixed in equal parts with the identity, rather than added to what is there.
    /// </summary>
    protected abstract bool IsMixed { get; }

    /// <summary>What one head weighs one token with.</summary>
    protected abstract float Weight(float attention, float gradient);

    public sealed override void Add(in Probe probe, Span<float> sum)
    {
        var relevance = Identity();
        for (var layer = 0; layer < Hooks.Length; layer++)
        {
            var weights = Mean(probe.Hooks[layer].Span, probe.HookGradients.IsEmpty ? [] : probe.HookGradients[layer].Span);
            if (IsMixed) Mix(weights);
            var product = Product(weights, relevance);
            if (!IsMixed) for (var i = 0; i < product.Length; i++) product[i] += relevance[i];
            relevance = product;
        }

        Read(relevance, sum);
    }

    private void Read(double[] relevance, Span<float> sum)
    {
        var rows = Enumerable.Range(0, Tokens).Where(token => PositionOf(token) == Placement.None).Take(1).ToArray();
        if (rows.Length == 0) rows = [.. Enumerable.Range(0, Tokens)];
        for (var token = 0; token < Tokens; token++)
            if (PositionOf(token) is var position && position != Placement.None)
                sum[position] = (float)rows.Average(row => relevance[row * Tokens + token]);
    }

    private double[] Identity()
    {
        var identity = new double[Tokens * Tokens];
        for (var i = 0; i < Tokens; i++) identity[i * Tokens + i] = 1;
        return identity;
    }

    // Over the heads.
    private double[] Mean(ReadOnlySpan<float> attention, ReadOnlySpan<float> gradient)
    {
        var mean = new double[Tokens * Tokens];
        var heads = attention.Length / mean.Length;
        for (var i = 0; i < attention.Length; i++)
            mean[i % mean.Length] += Weight(attention[i], gradient.IsEmpty ? 0 : gradient[i]) / heads;
        return mean;
    }

    private void Mix(double[] weights)
    {
        for (var row = 0; row < Tokens; row++)
        {
            var own = weights.AsSpan(row * Tokens, Tokens);
            for (var i = 0; i < own.Length; i++) own[i] = (own[i] + (i == row ? 1 : 0)) / 2;
            var sum = 0.0;
            foreach (var value in own) sum += value;
            for (var i = 0; i < own.Length; i++) own[i] /= sum;
        }
    }

    private double[] Product(double[] left, double[] right)
    {
        var result = new double[left.Length];
        for (var row = 0; row < Tokens; row++)
            for (var k = 0; k < Tokens; k++)
            {
                var factor = left[row * Tokens + k];
                if (factor == 0) continue;
                for (var column = 0; column < Tokens; column++)
                    result[row * Tokens + column] += factor * right[k * Tokens + column];
            }

        return result;
    }
}
