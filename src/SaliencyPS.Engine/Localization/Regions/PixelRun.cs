namespace SaliencyPS.Localization.Regions;

/// <summary>Neighboring set pixels of one row.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Start">Its first column.</param>
/// <param name="End">One beyond its last column.</param>
internal readonly record struct PixelRun(int Row, int Start, int End);
