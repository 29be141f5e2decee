using SaliencyPS.Networks;

namespace SaliencyPS.Saliency;

/// <summary>
/// Tells images that are unlike the rendered scenes which the built-in network was trained on. In those every surface gets some
/// light from everywhere: no pixel that the network is shown is nearly black, while some pixel of most photographs, screenshots
/// and drawings is. docs/model-card.md has how often that errs.
/// </summary>
internal static class Familiarity
{
    /// <summary>The 8-bit level that the brightest channel of every pixel of a scene reaches.</summary>
    public const double DarkestLevel = 18;

    /// <summary>
    /// Whether an image is unlike what the network knows; null for every network but the built-in one, since nothing is known of
    /// what they were trained on.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">What it was shown of the image.</param>
    public static bool? IsUnfamiliar(Network network, IEnumerable<float[]> inputs) =>
        network.IsBuiltIn ? inputs.Min(input => Darkest(network, input)) < DarkestLevel : null;

    private static double Darkest(Network network, float[] values)
    {
        var (plane, preprocessing) = (network.Input.Plane, network.Preprocessing);
        var darkest = double.PositiveInfinity;
        for (var i = 0; i < plane; i++)
        {
            var brightest = double.NegativeInfinity;
            for (var c = 0; c < network.Input.Channels; c++)
                brightest = Math.Max(brightest,
                    (values[c * plane + i] * preprocessing.Std[c] + preprocessing.Mean[c]) / preprocessing.Scale);
            darkest = Math.Min(darkest, brightest);
        }

        return darkest;
    }
}
