namespace SaliencyPS;

/// <summary>By which numbers the ascent changes the image.</summary>
public enum ClassModelParametrization
{
    /// <summary>By its pixels: the paper's choice.</summary>
    Pixel,

    /// <summary>By its waves, scaled by 1/f as in photographs: smooth areas and large shapes.</summary>
    Fourier,
}
