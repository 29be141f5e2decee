namespace SaliencyPS.Localization;

/// <summary>What divides an image into object and background by the seeds of a map.</summary>
public enum Segmenter
{
    /// <summary>The one in the box: its own color models, and an exact minimum cut.</summary>
    Managed,

    /// <summary>GrabCut of OpenCV, a library: five Gaussians a side, and the contrast weight 50, with the same seeds.</summary>
    OpenCV,
}
