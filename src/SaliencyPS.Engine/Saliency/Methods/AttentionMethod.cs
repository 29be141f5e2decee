using System.Collections.Immutable;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Methods that multiply the attentions of all layers: R starts as the identity, and the map is the row of the class token, or
/// the mean of all rows where there is none, at the patches, enlarged to the network's input.
/// </summary>
internal abstract class AttentionMethod : AttributionMethod
{
    private readonly int[] _layers;
    private readonly int _tokens;
    private readonly Placement _placement;

    protected AttentionMethod(Network network, AttributionOptions options) : base(network, options)
    {
        _layers = AttentionLayers.FindGlobal(network);
        _tokens = network.Nodes[_layers[0]].Shape[1];
        _placement = Placement.All(network.Nodes)[_layers[0]]
            ?? throw new ArgumentException($"Network '{network.Name}': the tokens of its attention do not stand on a grid.");
    }

    public override ImmutableArray<int> Hooks => [.. _layers];

    public override TensorShape Shape => Network.Input.WithChannels(1);

    public override int SumLength => _placement.Height * _placement.Width;

    /// <summary>
    /// Whether the mean attention is mixed in equal parts with the identity, rather than added to what is there.
    /// </summary>
    protected abstract bool IsMixed { get; }

    /// <summary>What one head weighs one token with.</summary>
    protected abstract float Weight(float attention, float gradient);

    public sealed override void Add(in Probe probe, Span<float> sum)
    {
        var relevance = Identity();
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            var weights = Mean(probe.Hooks[layer].Span, probe.HookGradients.IsEmpty ? [] : probe.HookGradients[layer].Span);
            if (IsMixed) Mix(weights);
            var product = Product(weights, relevance);
            if (!IsMixed) for (var i = 0; i < product.Length; i++) product[i] += relevance[i];
            relevance = product;
        }

        Read(relevance, sum);
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes) =>
        Resampler.Bilinear(sum.ToArray(), _placement.Width, _placement.Height, Network.Input.Width, Network.Input.Height);

    // Where the token stands, which a row of the first head tells.
    private int PositionOf(int token) => _placement[token * _tokens];

    private void Read(double[] relevance, Span<float> sum)
    {
        var rows = Enumerable.Range(0, _tokens).Where(token => PositionOf(token) == Placement.None).Take(1).ToArray();
        if (rows.Length == 0) rows = [.. Enumerable.Range(0, _tokens)];
        for (var token = 0; token < _tokens; token++)
            if (PositionOf(token) is var position && position != Placement.None)
                sum[position] = (float)rows.Average(row => relevance[row * _tokens + token]);
    }

    private double[] Identity()
    {
        var identity = new double[_tokens * _tokens];
        for (var i = 0; i < _tokens; i++) identity[i * _tokens + i] = 1;
        return identity;
    }

    // Over the heads.
    private double[] Mean(ReadOnlySpan<float> attention, ReadOnlySpan<float> gradient)
    {
        var mean = new double[_tokens * _tokens];
        var heads = attention.Length / mean.Length;
        for (var i = 0; i < attention.Length; i++)
            mean[i % mean.Length] += Weight(attention[i], gradient.IsEmpty ? 0 : gradient[i]) / heads;
        return mean;
    }

    private void Mix(double[] weights)
    {
        for (var row = 0; row < _tokens; row++)
        {
            var own = weights.AsSpan(row * _tokens, _tokens);
            for (var i = 0; i < own.Length; i++) own[i] = (own[i] + (i == row ? 1 : 0)) / 2;
            var sum = 0.0;
            foreach (var value in own) sum += value;
            for (var i = 0; i < own.Length; i++) own[i] /= sum;
        }
    }

    private double[] Product(double[] left, double[] right)
    {
        var result = new double[left.Length];
        for (var row = 0; row < _tokens; row++)
            for (var k = 0; k < _tokens; k++)
            {
                var factor = left[row * _tokens + k];
                if (factor == 0) continue;
                for (var column = 0; column < _tokens; column++)
                    result[row * _tokens + column] += factor * right[k * _tokens + column];
            }

        return result;
    }
}
