using SaliencyPS.Options;

namespace SaliencyPS.Results;

/// <summary>
/// The grid on which a large image is cut: blocks of s × s pixels, s the smallest whole number with which there are few enough.
/// What reads an image for a cut must know it, so that it decodes neither too little detail nor much more than is needed.
/// </summary>
internal static class CutGrid
{
    /// <summary>Largest number of blocks where nothing else is asked for.</summary>
    public const int StandardBlocks = LocalizationDefinitions.MaximumCutPixelsDefault;

    // Decoded pixels along each side of a block, at the least, where the image has as many.
    private const double Spare = 2;

    /// <summary>s: pixels on each side of a block, at least 1.</summary>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="maximumBlocks">Largest number of blocks, at least 1.</param>
    public static int Factor(int width, int height, int maximumBlocks)
    {
        var factor = 1;
        while ((long)Blocks(width, factor) * Blocks(height, factor) > maximumBlocks) factor++;
        return factor;
    }

    /// <summary>Number of blocks along a side; the last may be cut off.</summary>
    /// <param name="side">Length of the side in pixels, at least 1.</param>
    /// <param name="factor">Pixels on each side of a block, at least 1.</param>
    public static int Blocks(int side, int factor) => (side - 1) / factor + 1;

    /// <summary>
    /// How many pixels of the image, along each side, one decoded pixel may stand for, so that the averages over blocks are
    /// nearly those of all pixels; below 1 where every pixel is needed.
    /// </summary>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="maximumBlocks">Largest number of blocks, at least 1.</param>
    public static double Reduction(int width, int height, int maximumBlocks) => Factor(width, height, maximumBlocks) / Spare;
}
