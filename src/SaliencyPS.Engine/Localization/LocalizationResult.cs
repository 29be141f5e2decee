namespace SaliencyPS.Localization;

/// <summary>Where the object is.</summary>
/// <param name="Box">Extent of the mask, in pixels of the picture.</param>
/// <param name="Mask">The largest connected component of the foreground, as large as the picture.</param>
/// <param name="Area">Pixels of the mask.</param>
/// <param name="Energy">
/// Least energy, in nats: −log p of every pixel under its side's colour model plus the contrast weight of every separated pair. Taken at
/// the resolution of the cut. Densities above 1 make it negative.
/// </param>
/// <param name="FromSeeds">The cut left no foreground (the colour models do not tell the two apart), so the mask is that of the seeds.</param>
public sealed record LocalizationResult(BoundingBox Box, ObjectMask Mask, int Area, double Energy, bool FromSeeds);
