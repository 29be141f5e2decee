using System.Globalization;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats;

/// <summary>Weights that are infinite or not a number make every score so; a file with them is damaged.</summary>
internal static class FiniteWeights
{
    /// <summary>Gives the weights back.</summary>
    /// <param name="values">The weights.</param>
    /// <param name="element">The tensor, for messages.</param>
    /// <exception cref="NetworkFormatException">One of them is not finite.</exception>
    public static float[] Require(float[] values, string element)
    {
        var at = Vectors.IndexOfNotFinite(values);
        return at < 0 ? values : throw new NetworkFormatException("A weight is not finite: the file was damaged, or the training "
            + "diverged.", element, "finite numbers",
            string.Create(CultureInfo.InvariantCulture, $"{values[at]} as number {at} of {values.Length}"));
    }
}
