namespace SaliencyPS.Numerics;

/// <summary>Chooses the way to compute a convolution; by its sizes alone, so that the result never depends on batch or threads.</summary>
internal static class Convolver
{
    /// <summary>The fastest way known.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public static IConvolver For(TapShape shape, Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias) =>
        WinogradConvolution.Fits(shape) && Environment.GetEnvironmentVariable("NOWINO") is null ? new WinogradConvolution(shape, weight, bias) : new TapConvolution(shape, weight, bias);
}
