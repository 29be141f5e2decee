namespace SaliencyPS;

/// <summary>How well one true class of one image was found.</summary>
public sealed class LocalizationDetail
{
    /// <summary>The image's file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Index of the class, from 0.</summary>
    public int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public string Label { get; init; } = "";

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public int Rank { get; init; }

    /// <summary>Intersection over union of the found box with the best-covered true one; null without a box to judge.</summary>
    public double? IntersectionOverUnion { get; init; }

    /// <summary>The box is good; null without a box to judge.</summary>
    public bool? IsLocated { get; init; }

    /// <summary>
    /// The box of the map's largest component at the best threshold for all images is good; null without a map.
    /// </summary>
    public bool? IsLocatedByMap { get; init; }

    /// <summary>The map's peak points at the class; null without a map.</summary>
    public bool? PointingHit { get; init; }

    /// <summary>The object is small and the image has other classes too; null without a map.</summary>
    public bool? IsDifficult { get; init; }
}
