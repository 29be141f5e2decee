namespace SaliencyPS.Imaging.Resizing;

/// <summary>How a map or an image is brought to another resolution.</summary>
public enum MapInterpolation
{
    /// <summary>Straight lines between the centres of cells; where it shrinks, averages with a triangle's weights.</summary>
    Bilinear,

    /// <summary>The cell in which the new cell's centre lies.</summary>
    Nearest,

    /// <summary>
    /// Keys' (1981) cubics with a = −1/2, as wide as the reduction where it shrinks. They overshoot beside steep slopes,
    /// also below 0.
    /// </summary>
    Bicubic,
}
