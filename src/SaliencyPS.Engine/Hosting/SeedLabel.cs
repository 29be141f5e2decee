namespace SaliencyPS.Hosting;

/// <summary>What the saliency map says of one pixel before the cut.</summary>
internal enum SeedLabel : byte
{
    /// <summary>Belongs to neither color model.</summary>
    Undecided,

    /// <summary>Most salient: a color of the object.</summary>
    Foreground,

    /// <summary>Least salient: a color of the background.</summary>
    Background,
}
