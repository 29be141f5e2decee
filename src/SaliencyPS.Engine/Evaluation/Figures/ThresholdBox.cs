using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// The box of the CAM papers (Zhou et al. 2016, section 4): the extent of the largest connected component of what is at least a
/// share of the map's maximum. No colors, no cut; what boxes by GraphCut are compared with.
/// </summary>
internal static class ThresholdBox
{
    // A component needs no more pixels than this to be found; larger maps of images are halved, divided by three …
    private const int MaximumPixels = 1 << 20;

    /// <summary>The box of a map, in pixels of the image.</summary>
    /// <remarks>
    /// The map is taken at image resolution, by bilinear interpolation; above 2²⁰ pixels at 1/f of it along each side, f the
    /// least whole number that is enough, and the box's sides are rounded to the nearest pixel of the image.
    /// </remarks>
    /// <param name="map">The map.</param>
    /// <param name="share">t: pixels with M ≥ t · max M belong to the object; 0 … 1. The papers use 0.2.</param>
    /// <returns>The box; empty where the map has no positive maximum or is not finite.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static BoundingBox Find(SaliencyMap map, double share)
    {
        var factor = Math.Ceiling(Math.Sqrt((double)map.Width * map.Height / MaximumPixels));
        var (width, height) = ((int)Math.Ceiling(map.Width / factor), (int)Math.Ceiling(map.Height / factor));
        var box = Find(map.Resize(width, height), width, share);
        if (box.Area == 0) return default;
        var (left, top) = (Scaled(box.X, width, map.Width), Scaled(box.Y, height, map.Height));
        return new BoundingBox(left, top, Scaled(box.X + box.Width, width, map.Width) - left,
            Scaled(box.Y + box.Height, height, map.Height) - top);

        static int Scaled(int at, int from, int to) => (int)Math.Round((double)at * to / from);
    }

    /// <summary>The box of values, in their own columns and rows.</summary>
    /// <param name="values">height × width values, rows from the top.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of values.</param>
    /// <param name="share">t: values ≥ t · maximum belong to the object; 0 … 1.</param>
    /// <inheritdoc cref="Find(SaliencyMap, double)" path="returns"/>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    /// <exception cref="ArgumentException">The values do not fill rows.</exception>
    public static BoundingBox Find(ReadOnlySpan<float> values, int width, double share)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "0 to 1.");
        var maximum = 0f;
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) return default;
            maximum = Math.Max(maximum, value);
        }

        if (maximum <= 0) return default;
        var level = share * maximum;
        var pixels = new bool[values.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = values[i] >= level;
        return ConnectedComponents.Find(pixels, width)[0].Box;
    }
}
