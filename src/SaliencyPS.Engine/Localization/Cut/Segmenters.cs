using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Options;

namespace SaliencyPS.Localization.Cut;

/// <summary>Finds the libraries that can take the place of color models and cut.</summary>
internal static class Segmenters
{
    // What a library has of its own.
    private static readonly OptionDefinition[] Replaced =
    [
        LocalizationDefinitions.ObjectMass, LocalizationDefinitions.SaliencyWeight, LocalizationDefinitions.MaximumEvidence,
        LocalizationDefinitions.Components, LocalizationDefinitions.MixtureIterations, LocalizationDefinitions.CovarianceFloor,
        LocalizationDefinitions.ContrastWeight,
    ];

    /// <summary>The library; null where none is asked for. Loads it.</summary>
    /// <exception cref="AdapterException">It cannot be used here; the message says why.</exception>
    public static ISeededSegmenter? Find(Segmenter segmenter) => segmenter == Segmenter.Managed ? null
        : Adapter.Load<ISegmenterAdapter>(AdapterCatalog.Find($"{segmenter}")).Segmenter;

    /// <summary>
    /// Refuses a library that cannot be used here, and what a user says of color models and cut where a library has its own.
    /// </summary>
    /// <param name="segmenter">What is asked for.</param>
    /// <param name="isGiven">Whether the user gave an option.</param>
    /// <exception cref="ArgumentException">Such an option is given; the message names it.</exception>
    /// <exception cref="AdapterException">The library cannot be used here; the message says why.</exception>
    public static void Require(Segmenter segmenter, Predicate<OptionDefinition> isGiven)
    {
        if (Find(segmenter) is not null && Array.Find(Replaced, isGiven) is { } given)
            throw new ArgumentException($"The segmenter {segmenter} has color models and a cut of its own: {given.Parameter} "
                + $"({given.Option}) says nothing to it.", given.Parameter);
    }
}
