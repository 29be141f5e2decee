namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Chooses the way to compute a convolution; by its sizes alone, so that the result never depends on batch or threads.
/// </summary>
internal static class Convolver
{
    // Measured: on smaller planes or with fewer channels the transforms cost what the products save.
    private const int LargePlane = 20 * 20, SmallPlane = 14 * 14, ManyChannels = 128;

    /// <summary>The fastest way known.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public static IConvolver For(TapShape shape, Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        var fewest = shape.Output.Plane >= LargePlane ? 1 : shape.Output.Plane >= SmallPlane ? ManyChannels : int.MaxValue;
        if (WinogradConvolution.Fits(shape) && Math.Min(shape.Input.Channels, shape.Output.Channels) >= fewest)
            return new WinogradConvolution(shape, weight, bias);
        return TileConvolution.Pays(shape) ? new TileConvolution(shape, weight, bias) : new TapConvolution(shape, weight, bias);
    }
}
