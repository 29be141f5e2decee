using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Baselines as the network sees them.</summary>
internal static class BaselineInput
{
    /// <summary>One value per channel.</summary>
    public static float[] For(Network network, Baseline baseline)
    {
        var preprocessing = network.Preprocessing;
        return [.. Enumerable.Range(0, network.Input.Channels).Select(c => baseline == Baseline.Mean ? 0
            : ((baseline == Baseline.White ? 255 * preprocessing.Scale : 0) - preprocessing.Mean[c]) / preprocessing.Std[c])];
    }
}
