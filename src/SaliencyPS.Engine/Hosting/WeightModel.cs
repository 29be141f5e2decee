using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Hosting;

/// <summary>Other weights for a layer, each a multiple of the one in its place, which depends on its sign.</summary>
/// <param name="Positive">Factor of weights above 0.</param>
/// <param name="Negative">Factor of weights below 0.</param>
/// <param name="KeepsBias">Whether biases are treated like weights; otherwise they are 0.</param>
internal sealed record WeightModel(float Positive, float Negative, bool KeepsBias)
{
    /// <summary>The weights as they are.</summary>
    public static WeightModel AsTheyAre { get; } = new(1, 1, KeepsBias: true);

    /// <summary>The layer with these weights; a layer without weights stays as it is.</summary>
    public Layer Apply(Layer layer) => this == AsTheyAre || layer is not WeightedLayer weighted ? layer
        : weighted.With(weighted.Weight.Select(Change), weighted.Bias.Select(bias => KeepsBias ? Change(bias) : 0));

    // No −0 where a factor is 0.
    private float Change(float weight) => (weight > 0 ? Positive : Negative) is var factor && factor == 0 ? 0 : factor * weight;
}
