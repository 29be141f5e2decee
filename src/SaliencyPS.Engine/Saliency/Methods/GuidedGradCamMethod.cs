using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Guided back-propagation ⊙ GradCAM, enlarged (Selvaraju et al. 2017, section 3.2). One forward pass
/// and two backward passes for each class.
/// </summary>
internal sealed class GuidedGradCamMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    private readonly GradCamMethod _cam = new(network, options);

    public override int? Layer => _cam.Layer;

    public override ReadOnlySpan<float> Arrange(ReadOnlySpan<float> layer) => _cam.Arrange(layer);

    public override Signal Signal => Signal.Input | Signal.Layer;

    public override BackwardRules Rules => BackwardRules.Of(GradientRule.Guided);

    protected override ChannelReduction CustomaryReduction => ChannelReduction.Sum;

    public override int SumLength => Network.Input.Length + _cam.SumLength;

    public override void Add(in Probe probe, Span<float> sum)
    {
        probe.Gradient.CopyTo(sum);
        _cam.Add(probe, sum[probe.Gradient.Length..]);
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var (result, length) = (sum[..Network.Input.Length].ToArray(), Network.Input.Plane);
        var cam = _cam.Result(crop, sum[result.Length..], probes);
        for (var i = 0; i < result.Length; i++) result[i] *= cam[i % length];
        return result;
    }
}
