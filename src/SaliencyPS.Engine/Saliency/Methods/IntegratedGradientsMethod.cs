using SaliencyPS.Networks;
using SaliencyPS.Results;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// (I − I′) ⊙ ∫ ∂S_c/∂I at I′ + α(I − I′) dα, α from 0 to 1 (Sundararajan et al. 2017, section 3), by the trapezoidal rule over
/// the given number of steps. Adds up to S_c(I) − S_c(I′), but for the error of the rule, which is told. Steps + 1 forward
/// passes, shared by all classes, and as many backward passes for each.
/// </summary>
internal sealed class IntegratedGradientsMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    private readonly float[] _baseline = BaselineInput.For(network, options.Baseline);
    private readonly int _steps = options.Samples ?? 32;

    public override MapSettings Describe() => base.Describe() with { SampleCount = _steps, Baseline = Options.Baseline };

    public override int Probes => _steps + 1;

    protected override ChannelReduction CustomaryReduction => ChannelReduction.Sum;

    // One more than the gradient: the score of the baseline.
    public override int SumLength => Network.Input.Length + 1;

    public override void Fill(CropInput crop, int probe, Span<float> input)
    {
        var alpha = (float)probe / _steps;
        var plane = Network.Input.Plane;
        for (var i = 0; i < input.Length; i++)
        {
            var from = _baseline[i / plane];
            input[i] = probe == _steps ? crop.Values[i] : from + alpha * (crop.Values[i] - from);
        }
    }

    public override void Add(in Probe probe, Span<float> sum)
    {
        if (probe.Index == 0) sum[^1] = probe.Logits[probe.Class];
        var weight = probe.Index == 0 || probe.Index == _steps ? 0.5f : 1;
        for (var i = 0; i < probe.Gradient.Length; i++) sum[i] += weight * probe.Gradient[i];
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var result = new float[Network.Input.Length];
        var plane = Network.Input.Plane;
        for (var i = 0; i < result.Length; i++) result[i] = (crop.Values[i] - _baseline[i / plane]) * sum[i] / _steps;
        return result;
    }

    public override double? CompletenessGap(CropInput crop, ReadOnlySpan<float> sum, ReadOnlySpan<float> result, int classIndex)
    {
        var total = 0.0;
        foreach (var value in result) total += value;
        return total - (crop.Logits[classIndex] - sum[^1]);
    }
}
