using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>A method in the catalogue.</summary>
/// <param name="Create">Makes it for one network.</param>
internal sealed record MethodEntry(Func<Network, AttributionOptions, AttributionMethod> Create)
{
    /// <summary>Whether it weighs by probabilities of classes, which the network must have.</summary>
    public bool NeedsProbability { get; init; }
}
