using SaliencyPS.Networks;
using SaliencyPS.Results;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// LeGrad (Bousselham et al. 2024): for each layer the score that the network's head reads from the tokens as that layer leaves
/// them, its gradient with respect to the layer's attention, the negative part off; the mean over heads, queries and layers,
/// from 0 for its least value to 1 for its greatest.
/// </summary>
internal sealed class LeGradMethod : AttentionMethod
{
    private readonly int _classes;

    public LeGradMethod(Network network, AttributionOptions options)
        : base(BlockScores.AddTo(network, AttentionLayers.FindGlobal(network)), options) => _classes = network.ClassCount;

    public override int? Layer => Hooks[0];

    // It looks at the attention of every layer.
    public override MapSettings Describe() => base.Describe() with { Layer = null };

    public override Signal Signal => Signal.Layer;

    public override int Probes => Hooks.Length;

    public override int Score(int classIndex, int probe) => BlockScores.First(probe, Probes, _classes) + classIndex;

    public override void Add(in Probe probe, Span<float> sum)
    {
        var gradient = probe.HookGradients[probe.Index].Span;
        var means = new double[Tokens];
        for (var i = 0; i < gradient.Length; i++) means[i % Tokens] += Math.Max(0, gradient[i]);
        for (var token = 0; token < Tokens; token++)
            if (PositionOf(token) is var position && position != Placement.None)
                sum[position] += (float)(means[token] * Tokens / gradient.Length);
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var (least, greatest) = (float.MaxValue, float.MinValue);
        foreach (var value in sum) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        var scaled = new float[sum.Length];
        if (greatest > least)
            for (var i = 0; i < sum.Length; i++) scaled[i] = (sum[i] - least) / (greatest - least);
        return base.Result(crop, scaled, probes);
    }
}
