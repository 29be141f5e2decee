using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Options;

/// <summary>How results are drawn: <c>ImageStyle</c>, <c>ReportOptions</c>.</summary>
internal static class DrawingDefinitions
{
    public const int QualityMinimum = ImageQuality.Lowest, QualityMaximum = ImageQuality.Highest,
        QualityDefault = ImageQuality.Standard;
    public const double OpacityMinimum = 0, OpacityMaximum = 1;
    public const int MaximumImageSideMinimum = 16, MaximumImageSideMaximum = 4096, MaximumImageSideDefault = 480;
    public const int SheetColumnsMinimum = 1, SheetColumnsMaximum = 100, SheetColumnsDefault = 5;
    public const int WidthMinimum = 1, WidthMaximum = 1000;

    public static readonly OptionDefinition Kind = new("Kind", "--kind", "What to draw.");

    public static readonly OptionDefinition Caption = new("Caption", "--caption",
        "Write the class's label and probability into the images.");

    public static readonly OptionDefinition NoClobber = new("NoClobber", "--no-clobber", "Leave files that exist as they are.");

    public static readonly NumberDefinition<int> SheetColumns = new("Column", null, "Images in a row.",
        SheetColumnsMinimum, SheetColumnsMaximum, SheetColumnsDefault);

    public static readonly OptionDefinition Format = new("Format", "--format", "Format of the images.");

    public static readonly NumberDefinition<int> Quality = new("Quality", "--quality", "Quality of JPEG images.",
        QualityMinimum, QualityMaximum, QualityDefault);

    public static readonly OptionDefinition ColorMap = new("ColorMap", "--color-map", "Colors of the saliency maps.");

    public static readonly NumberDefinition<double> Opacity = new("Opacity", "--opacity",
        "How much of the photograph the brightest parts of an overlay cover; by default 0.85 for a map, 0.5 for a mask.",
        OpacityMinimum, OpacityMaximum);

    public static readonly NumberDefinition<int> MaximumImageSide = new("MaximumImageSide", "--image-side",
        "Longer side of the images in the page, in pixels.",
        MaximumImageSideMinimum, MaximumImageSideMaximum, MaximumImageSideDefault);

    public static readonly OptionDefinition Form = new("As", null, "How to draw in a terminal.");

    public static readonly NumberDefinition<int> Width = new("Width", null, "Most columns that an image takes.",
        WidthMinimum, WidthMaximum);
}
