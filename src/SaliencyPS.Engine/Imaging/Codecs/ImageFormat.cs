namespace SaliencyPS.Imaging.Codecs;

/// <summary>The kinds of image files that can be written.</summary>
public enum ImageFormat
{
    /// <summary>Exact; best for maps, masks and lines.</summary>
    Png,

    /// <summary>Not quite exact and much smaller; best for photographs.</summary>
    Jpeg,
}
