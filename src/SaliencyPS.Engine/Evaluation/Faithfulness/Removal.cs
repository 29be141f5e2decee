using SaliencyPS.Localization.Seeds;
using SaliencyPS.Networks;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>How pixels are removed from an input of a network.</summary>
internal static class Removal
{
    // Standard deviation of the blur as a share of the input's shorter side.
    private const double Deviation = 0.05;

    // Standard deviation of ROAD's noise as a share of the way from black to white, its authors'.
    private const double Noise = 0.01;

    /// <summary>Removal by a baseline.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The whole input: channels × height × width.</param>
    /// <param name="baseline">What takes the place of the pixels.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static PixelRemoval By(Network network, float[] input, RemovalBaseline baseline, Parallelism parallel)
    {
        return baseline switch
        {
            RemovalBaseline.Mean => Constant(Baseline.Mean),
            RemovalBaseline.Black => Constant(Baseline.Black),
            RemovalBaseline.Blur => Replace([.. input.Chunk(network.Input.Plane).SelectMany(channel =>
                MapSmoothing.Run(channel, network.Input.Width,
                    Deviation * Math.Min(network.Input.Width, network.Input.Height), parallel.Token))]),
            RemovalBaseline.Infill => (isRemoved, target) =>
                LinearImputation.Run(input, network.Input, isRemoved, target, parallel),
            _ => throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "Unknown baseline."),
        };

        PixelRemoval Constant(Baseline color) => Replace(
            [.. BaselineInput.For(network, color).SelectMany(value => Enumerable.Repeat(value, network.Input.Plane))]);

        PixelRemoval Replace(float[] by) => (isRemoved, target) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = isRemoved[i % isRemoved.Length] ? by[i] : input[i];
        };
    }

    /// <summary>Removal by noisy linear imputation, ROAD's: without noise, the network could tell what was imputed.</summary>
    /// <inheritdoc cref="By"/>
    /// <param name="network"/><param name="input"/><param name="parallel"/>
    /// <param name="seed">Decides the noise.</param>
    public static PixelRemoval ByNoisyImputation(Network network, float[] input, int seed, Parallelism parallel)
    {
        var random = new GaussianNoise(seed, 0);
        var (plane, preprocessing) = (network.Input.Plane, network.Preprocessing);
        var noise = new float[input.Length];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (float)(random.Next() * Noise * 255 * preprocessing.Scale / preprocessing.Std[i / plane]);
        return (isRemoved, target) =>
        {
            LinearImputation.Run(input, network.Input, isRemoved, target, parallel);
            for (var i = 0; i < target.Length; i++) if (isRemoved[i % plane]) target[i] += noise[i];
        };
    }
}
