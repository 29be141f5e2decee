using SaliencyPS.Imaging;

namespace SaliencyPS.Cli.Commands;

/// <summary>What the work on images may take.</summary>
/// <param name="Images">Which images are read.</param>
/// <param name="Threads">Threads for all images together.</param>
/// <param name="BatchSize">Images in one pass at most; null for as many as pay.</param>
/// <param name="Memory">The most memory, in bytes; null for no limit.</param>
/// <param name="Seconds">The most time for one image, in seconds; null for no limit.</param>
/// <param name="IsFull">Whether images are decoded in full detail.</param>
/// <param name="IsDrawn">Whether results are drawn over their images.</param>
internal sealed record WorkLimits(
    ImageLimits Images, int Threads, int? BatchSize, long? Memory, double? Seconds, bool IsFull, bool IsDrawn)
{
    /// <summary>Images in one pass at most: time is limited image by image, and several networks take turns with each.</summary>
    public int? Batch(int networks) => Seconds is null && networks == 1 ? BatchSize : 1;
}
