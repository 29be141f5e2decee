using SaliencyPS.Localization.Seeds;
using SaliencyPS.Networks;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>Images as the network sees them once everything is removed.</summary>
internal static class Removal
{
    // Standard deviation of the blur as a share of the input's shorter side.
    private const double Deviation = 0.05;

    /// <summary>An input of the network all of whose pixels are removed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The whole input: channels × height × width.</param>
    /// <param name="baseline">What takes the place of the pixels.</param>
    /// <param name="token">Stops a blur.</param>
    public static float[] All(Network network, float[] input, RemovalBaseline baseline, CancellationToken token = default)
    {
        return baseline switch
        {
            RemovalBaseline.Mean => Constant(Baseline.Mean),
            RemovalBaseline.Black => Constant(Baseline.Black),
            RemovalBaseline.Blur => [.. input.Chunk(network.Input.Plane).SelectMany(channel => Blur(channel, network.Input))],
            _ => throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "Unknown baseline."),
        };

        float[] Constant(Baseline color) =>
            [.. BaselineInput.For(network, color).SelectMany(value => Enumerable.Repeat(value, network.Input.Plane))];

        float[] Blur(float[] channel, TensorShape shape) =>
            MapSmoothing.Run(channel, shape.Width, Deviation * Math.Min(shape.Width, shape.Height), token);
    }
}
