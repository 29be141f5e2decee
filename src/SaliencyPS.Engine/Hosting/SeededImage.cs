namespace SaliencyPS.Hosting;

/// <summary>An image of which some pixels are known to be the object's or the background's.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Pixels">height × width × 3 bytes, three channels of any color space per pixel, row-major.</param>
/// <param name="Seeds">height × width: what is known; of either side at least one pixel.</param>
/// <param name="KeepsForeground">Whether seeds of the object must be the object's; otherwise they only tell its colors.</param>
/// <param name="KeepsBackground">Whether seeds of the background must be the background's, likewise.</param>
/// <param name="Refinements">How often, at most, colors are taken again from the two sides that were found.</param>
internal sealed record SeededImage(
    int Width, int Height, byte[] Pixels, SeedLabel[] Seeds, bool KeepsForeground, bool KeepsBackground, int Refinements);
