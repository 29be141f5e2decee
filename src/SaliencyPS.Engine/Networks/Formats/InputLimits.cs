using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats;

/// <summary>Bounds on a network's input that a file may ask for.</summary>
internal static class InputLimits
{
    private const int MaximumSide = 4096;

    /// <summary>Checks channels, height and width.</summary>
    /// <exception cref="NetworkFormatException">One of them is out of range; the message names
    /// <paramref name="element"/>.</exception>
    public static TensorShape Check(long[] sizes, string element) =>
        sizes is [var channels, var height, var width] && sizes.All(s => s is >= 1 and <= MaximumSide)
            && channels * height * width <= 1 << 27
            ? new TensorShape((int)channels, (int)height, (int)width)
            : throw new NetworkFormatException("The input's size is out of range.", element,
                $"channels, height and width from 1 to {MaximumSide}", WeightTensor.Text(sizes));
}
