using SaliencyPS.Imaging.Resizing;

namespace SaliencyPS;

/// <summary>
/// A saliency map of a whole image, M_ij = max over channels of |∂S_c/∂I_ijk| (paper, section 3.1). It is
/// kept at the resolution at which it was computed and enlarged on demand: a 12-megapixel photograph's map
/// takes no more memory than a thumbnail's.
/// </summary>
public sealed class SaliencyMap
{
    private readonly float[] _values;

    /// <summary>Wraps values that cover the whole image.</summary>
    /// <param name="values">gridHeight × gridWidth values ≥ 0, rows from the top. Owned by the map from here on.</param>
    /// <param name="gridWidth">Columns of the computed map.</param>
    /// <param name="gridHeight">Rows of the computed map.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <exception cref="ArgumentException">The number of values is not gridWidth × gridHeight, or a side is below 1.</exception>
    public SaliencyMap(float[] values, int gridWidth, int gridHeight, int width, int height)
    {
        if (Math.Min(Math.Min(gridWidth, gridHeight), Math.Min(width, height)) < 1
            || values.LongLength != (long)gridWidth * gridHeight)
            throw new ArgumentException(
                $"{values.LongLength} values do not make a {gridWidth}×{gridHeight} map of a {width}×{height} image.");
        (_values, GridWidth, GridHeight, Width, Height) = (values, gridWidth, gridHeight, width, height);
    }

    /// <summary>Width of the image in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the image in pixels.</summary>
    public int Height { get; }

    /// <summary>Columns of the map as computed.</summary>
    public int GridWidth { get; }

    /// <summary>Rows of the map as computed.</summary>
    public int GridHeight { get; }

    /// <summary>The map as computed: GridHeight × GridWidth values, rows from the top.</summary>
    public ReadOnlySpan<float> Grid => _values;

    /// <summary>Largest value of the map as computed.</summary>
    public float Maximum => _values.Max();

    /// <summary>Where the map is largest: the center of the first such cell of the grid, in pixels of the image.</summary>
    public MapPoint Peak
    {
        get
        {
            var at = Array.IndexOf(_values, Maximum);
            return new((at % GridWidth + 0.5) * Width / GridWidth, (at / GridWidth + 0.5) * Height / GridHeight);
        }
    }

    /// <summary>The map at image resolution: Height × Width values, rows from the top, by bilinear interpolation.</summary>
    public float[] ToImage() => Resize(Width, Height);

    /// <summary>
    /// The map at any resolution: height × width values, rows from the top. Bicubic interpolation may leave some below 0.
    /// </summary>
    public float[] Resize(int width, int height, MapInterpolation interpolation = MapInterpolation.Bilinear) =>
        Resampler.Resize(_values, GridWidth, GridHeight, width, height, interpolation);

    /// <inheritdoc/>
    public override string ToString() => $"{GridWidth}×{GridHeight} map of {Width}×{Height} pixels";
}
