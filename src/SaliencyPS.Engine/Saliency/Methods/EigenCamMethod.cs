using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// The layer's result (channels × positions) projected on its first left singular vector (Muhammad &amp; Yeasin 2020, section
/// III), turned so that its sum is positive. The same for every class; no backward pass.
/// </summary>
internal sealed class EigenCamMethod(Network network, AttributionOptions options) : ActivationMapMethod(network, options)
{
    private const int Iterations = 100;

    public override Signal Signal => Signal.None;

    // Power iteration on AᵀA, from the mean channel: for activations that are not negative that is
    // never at right angles to the solution.
    public override void Add(in Probe probe, Span<float> sum)
    {
        var values = probe.Layer;
        var (channels, plane) = (LayerShape.Channels, LayerShape.Plane);
        var (projection, direction) = (new double[plane], new double[channels]);
        Array.Fill(direction, 1 / Math.Sqrt(channels));
        for (var iteration = 0; ; iteration++)
        {
            Array.Clear(projection);
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < plane; i++) projection[i] += direction[c] * values[c * plane + i];
            if (iteration == Iterations) break;
            var norm = 0.0;
            for (var c = 0; c < channels; c++)
            {
                direction[c] = 0;
                for (var i = 0; i < plane; i++) direction[c] += projection[i] * values[c * plane + i];
                norm += direction[c] * direction[c];
            }

            if (norm == 0) break;
            for (var c = 0; c < channels; c++) direction[c] /= Math.Sqrt(norm);
        }

        var sign = projection.Sum() < 0 ? -1 : 1;
        for (var i = 0; i < plane; i++) sum[i] = (float)(sign * projection[i]);
    }
}
