using SaliencyPS.Adapters;
using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Cut;

/// <summary>Finds the libraries that can take the place of color models and cut.</summary>
internal static class Segmenters
{
    // What a library has of its own.
    private static readonly string[] Replaced =
    [
        nameof(LocalizationOptions.ObjectMass), nameof(LocalizationOptions.SaliencyWeight),
        nameof(LocalizationOptions.MaximumEvidence), nameof(LocalizationOptions.Components),
        nameof(LocalizationOptions.MixtureIterations), nameof(LocalizationOptions.CovarianceFloor),
        nameof(LocalizationOptions.ContrastWeight),
    ];

    /// <summary>The library; null where none is asked for. Loads it.</summary>
    /// <exception cref="AdapterException">It cannot be used here; the message says why.</exception>
    public static ISeededSegmenter? Find(Segmenter segmenter) => segmenter == Segmenter.Managed ? null
        : Adapter.Load<ISegmenterAdapter>(AdapterCatalog.Find($"{segmenter}")).Segmenter;

    /// <summary>Refuses options of the color models and the cut where a library brings its own.</summary>
    /// <param name="options">The options.</param>
    /// <param name="preset">What they were before the user changed any.</param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">One was changed; the message names it.</exception>
    public static LocalizationOptions Applicable(LocalizationOptions options, LocalizationOptions preset)
    {
        if (options.Segmenter == Segmenter.Managed) return options;
        foreach (var name in Replaced)
        {
            var property = typeof(LocalizationOptions).GetProperty(name)!;
            if (!Equals(property.GetValue(options), property.GetValue(preset)))
                throw new ArgumentException(
                    $"The segmenter {options.Segmenter} has color models and a cut of its own: {name} says nothing to it.");
        }

        return options;
    }
}
