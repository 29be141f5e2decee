using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Gradients of copies with Gaussian noise: their mean (SmoothGrad, Smilkov et al. 2017), the mean of their squares (Hooker et
/// al. 2019) or their variance (VarGrad, Adebayo et al. 2018). One forward pass for each copy, shared by all classes, and one
/// backward pass for each copy and class.
/// </summary>
internal sealed class SmoothGradMethod(Network network, AttributionOptions options, SaliencyMethod moment)
    : AttributionMethod(network, options)
{
    public override MapSettings Describe() => base.Describe() with
    {
        SampleCount = Probes, Tolerance = Options.Tolerance, NoiseLevel = Options.NoiseLevel, Seed = Options.Seed
    };

    public override int Probes => Options.Samples ?? 25;

    protected override bool IsSampled => true;

    // The gradients, and, where needed, their squares.
    public override int SumLength => (moment == SaliencyMethod.SmoothGrad ? 1 : 2) * Network.Input.Length;

    public override void Fill(CropInput crop, int probe, Span<float> input)
    {
        var values = crop.Values;
        var deviation = Options.NoiseLevel * (values.Max() - values.Min());
        var noise = new GaussianNoise(Options.Seed, probe);
        for (var i = 0; i < input.Length; i++) input[i] = (float)(values[i] + deviation * noise.Next());
    }

    public override void Add(in Probe probe, Span<float> sum)
    {
        var length = probe.Gradient.Length;
        Vectors.Add(sum[..length], probe.Gradient);
        if (moment != SaliencyMethod.SmoothGrad)
            for (var i = 0; i < length; i++) sum[length + i] += probe.Gradient[i] * probe.Gradient[i];
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var result = new float[Network.Input.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var mean = sum[i] / probes;
            result[i] = moment switch
            {
                SaliencyMethod.SmoothGrad => mean,
                SaliencyMethod.SmoothGradSquared => sum[result.Length + i] / probes,
                _ => Math.Max(0, sum[result.Length + i] / probes - mean * mean),
            };
        }

        return result;
    }
}
