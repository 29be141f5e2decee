using SaliencyPS.Imaging;
using SaliencyPS.Networks;

namespace SaliencyPS.ClassModels;

/// <summary>The inverse of the preprocessing: from a network's input to an image.</summary>
internal static class Deprocessing
{
    /// <summary>Adds the mean back and returns to 8-bit levels, clipped.</summary>
    public static RgbImage ToImage(ReadOnlySpan<float> values, Network network)
    {
        var (shape, preprocessing) = (network.Input, network.Preprocessing);
        var image = new RgbImage(shape.Width, shape.Height);
        for (var c = 0; c < 3; c++)
        {
            var source = shape.Channels == 1 ? 0 : preprocessing.Channels == ChannelOrder.Bgr ? 2 - c : c;
            for (var i = 0; i < shape.Plane; i++)
            {
                var level = (values[source * shape.Plane + i] * preprocessing.Std[source] + preprocessing.Mean[source])
                    / preprocessing.Scale;
                image.Pixels[i * 3 + c] = (byte)Math.Clamp(MathF.Round(level), 0, 255);
            }
        }

        return image;
    }
}
