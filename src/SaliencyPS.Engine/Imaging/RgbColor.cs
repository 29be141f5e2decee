namespace SaliencyPS.Imaging;

/// <summary>One 8-bit sRGB color.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
internal readonly record struct RgbColor(byte R, byte G, byte B);
