namespace SaliencyPS.Localization;

/// <summary>Where the object is.</summary>
/// <param name="Box">Extent of the mask, in pixels of the image.</param>
/// <param name="Mask">One connected component of the foreground, the largest unless others were asked
/// for, as large as the image.</param>
/// <param name="Area">Pixels of the mask.</param>
/// <param name="Energy">
/// Least energy, in nats: −log p of every pixel under its side's color model plus the contrast weight of every separated pair.
/// Taken at the resolution of the cut. Densities above 1 make it negative.
/// </param>
/// <param name="FromSeeds">The cut left no foreground (the color models do not tell the two apart), so
/// the mask is that of the seeds.</param>
internal sealed record LocalizationResult(BoundingBox Box, ObjectMask Mask, int Area, double Energy, bool FromSeeds)
{
    /// <summary>How the map became the box: a preset, and what was different from it.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Which of the map's objects it is, the largest first, from 1.</summary>
    public int Instance { get; init; } = 1;

    /// <summary>How many objects were found by the map; 1 where only the largest was looked for.</summary>
    public int InstanceCount { get; init; } = 1;

    /// <summary>
    /// Share of the map's mass (the sum of its values; negative ones count as none) that lies on the mask, 0 … 1. Taken at the
    /// resolution of the cut; 0 where the map has no mass.
    /// </summary>
    public double SaliencyShare { get; init; }
}
