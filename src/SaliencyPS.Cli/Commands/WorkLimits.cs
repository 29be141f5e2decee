namespace SaliencyPS.Cli.Commands;

/// <summary>What the work on images may take.</summary>
/// <param name="Threads">Threads for all images together.</param>
/// <param name="Memory">The most memory, in bytes; null for no limit.</param>
/// <param name="Seconds">The most time for one image, in seconds; null for no limit.</param>
/// <param name="IsFull">Whether images are decoded in full detail.</param>
/// <param name="IsDrawn">Whether results are drawn over their images.</param>
internal sealed record WorkLimits(int Threads, long? Memory, double? Seconds, bool IsFull, bool IsDrawn);
