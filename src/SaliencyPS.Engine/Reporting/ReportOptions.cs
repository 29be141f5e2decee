using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;

namespace SaliencyPS.Reporting;

/// <summary>What a report is headed by and how its images look.</summary>
internal sealed record ReportOptions
{
    // Of a small image; several hundred on a page are few megabytes.
    private const int SmallSide = 240, SmallBytes = 24 * 1024;

    /// <summary>Heading of the page.</summary>
    public string Title { get; init; } = "Saliency report";

    /// <summary>When the report was made; not told where null.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The command that made it; not told where null.</summary>
    public string? Command { get; init; }

    /// <summary>Longer side of the embedded images in pixels, at least 1; smaller images stay as they are.</summary>
    public int MaximumImageSide { get; init; } = DrawingDefinitions.MaximumImageSideDefault;

    /// <summary>Most bytes of an image; null for as many as it takes.</summary>
    public int? MaximumImageBytes { get; init; }

    /// <summary>Whether an image is shown only with what was found drawn over it, not also without.</summary>
    public bool IsDrawnOnly { get; init; }

    /// <summary>Colors of the saliency maps.</summary>
    public ColorMap Colors { get; init; } = ColorMap.Inferno;

    /// <summary>These options for any number of images: small ones, and each shown once.</summary>
    public ReportOptions Compact() => this with
    {
        MaximumImageSide = Math.Min(MaximumImageSide, SmallSide), MaximumImageBytes = SmallBytes, IsDrawnOnly = true,
    };

    /// <summary>How many pixels of a photograph, along each side, one decoded pixel may stand for.</summary>
    public double Reduction(int width, int height) => Math.Max(1, (double)Math.Max(width, height) / MaximumImageSide);
}
