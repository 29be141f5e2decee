namespace SaliencyPS;

/// <summary>How the images on the way to a class model image are written.</summary>
public enum ClassModelFrames
{
    /// <summary>As one animated PNG.</summary>
    Apng,

    /// <summary>As one PNG each.</summary>
    Png,
}
