namespace SaliencyPS.Imaging.Codecs;

/// <summary>
/// The scale of quality for formats that do not keep images exactly: the lower, the smaller and the less like the original.
/// </summary>
internal static class ImageQuality
{
    /// <summary>Smallest files: 1.</summary>
    public const int Lowest = 1;

    /// <summary>Largest files: 100.</summary>
    public const int Highest = 100;

    /// <summary>The quality where none is given: 90.</summary>
    public const int Standard = 90;
}
