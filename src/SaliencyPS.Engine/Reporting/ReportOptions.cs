using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;

namespace SaliencyPS.Reporting;

/// <summary>What a report is headed by and how its images look.</summary>
internal sealed record ReportOptions
{
    /// <summary>Heading of the page.</summary>
    public string Title { get; init; } = "Saliency report";

    /// <summary>When the report was made; not told where null.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The command that made it; not told where null.</summary>
    public string? Command { get; init; }

    /// <summary>Longer side of the embedded images in pixels, at least 1; smaller images stay as they are.</summary>
    public int MaximumImageSide { get; init; } = DrawingDefinitions.MaximumImageSideDefault;

    /// <summary>Colors of the saliency maps.</summary>
    public ColorMap Colors { get; init; } = ColorMap.Inferno;

    /// <summary>How many pixels of a photograph, along each side, one decoded pixel may stand for.</summary>
    public double Reduction(int width, int height) => Math.Max(1, (double)Math.Max(width, height) / MaximumImageSide);
}
