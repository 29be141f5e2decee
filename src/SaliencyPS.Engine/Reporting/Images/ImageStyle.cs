using SaliencyPS.Imaging.Drawing;

namespace SaliencyPS.Reporting.Images;

/// <summary>How an image of a result is drawn.</summary>
internal sealed record ImageStyle
{
    /// <summary>Colors of saliency maps.</summary>
    public ColorMap ColorMap { get; init; } = ColorMap.Inferno;

    /// <summary>
    /// How much of an overlay covers the photograph, 0 … 1; null for 0.85 for the most salient pixels and 0.5 for a mask.
    /// </summary>
    public double? Opacity { get; init; }

    /// <summary>Whether the label and the probability are written into the image.</summary>
    public bool Caption { get; init; }
}
