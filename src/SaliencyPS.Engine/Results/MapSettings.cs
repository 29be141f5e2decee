using System.Globalization;
using SaliencyPS.Saliency;

namespace SaliencyPS.Results;

/// <summary>
/// All that a map depends on besides its image and class: the network, and the options as they were, the method's own values
/// where they were left open. What the method does not look at is null. Maps with equal settings can be compared.
/// </summary>
internal sealed record MapSettings
{
    /// <summary>Name of the network.</summary>
    public string Network { get; init; } = "";

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest { get; init; }

    /// <summary>Version of SaliencyPS; null for a result of a version that did not tell.</summary>
    public string? ModuleVersion { get; init; }

    /// <summary>What ran the network; null for a result of a version that did not tell.</summary>
    public string? Engine { get; init; }

    /// <inheritdoc cref="SaliencyOptions.View"/>
    public SaliencyView View { get; init; }

    /// <inheritdoc cref="SaliencyOptions.ScoreView"/>
    public SaliencyView? ScoreView { get; init; }

    /// <inheritdoc cref="AttributionOptions.Method"/>
    public SaliencyMethod Method { get; init; }

    /// <summary>Name of the layer that the method looked at.</summary>
    public string? Layer { get; init; }

    /// <inheritdoc cref="AttributionOptions.ClassContrast"/>
    public double? ClassContrast { get; init; }

    /// <inheritdoc cref="AttributionOptions.ChannelReduction"/>
    public ChannelReduction? ChannelReduction { get; init; }

    /// <inheritdoc cref="AttributionOptions.Samples"/>
    public int? SampleCount { get; init; }

    /// <inheritdoc cref="AttributionOptions.Tolerance"/>
    public double? Tolerance { get; init; }

    /// <inheritdoc cref="AttributionOptions.NoiseLevel"/>
    public double? NoiseLevel { get; init; }

    /// <inheritdoc cref="AttributionOptions.Baseline"/>
    public Baseline? Baseline { get; init; }

    /// <inheritdoc cref="AttributionOptions.Window"/>
    public int? Window { get; init; }

    /// <inheritdoc cref="AttributionOptions.Stride"/>
    public int? Stride { get; init; }

    /// <inheritdoc cref="AttributionOptions.Seed"/>
    public int? Seed { get; init; }

    /// <summary>The version of SaliencyPS that runs.</summary>
    public static string CurrentVersion { get; } = typeof(MapSettings).Assembly.GetName().Version!.ToString(3);

    /// <summary>
    /// What is not the network's, in one line that is the same in every culture, such as
    /// <c>GradCAM, Layer=features.12, ScoreView=TenCrop</c>.
    /// </summary>
    public override string ToString()
    {
        (string Name, object? Value)[] all =
        [
            (nameof(Layer), Layer), (nameof(ClassContrast), ClassContrast == 0 ? null : ClassContrast),
            (nameof(ScoreView), ScoreView == View ? null : ScoreView), (nameof(ChannelReduction), ChannelReduction),
            (nameof(SampleCount), SampleCount), (nameof(Tolerance), Tolerance == 0 ? null : Tolerance),
            (nameof(NoiseLevel), NoiseLevel), (nameof(Baseline), Baseline), (nameof(Window), Window), (nameof(Stride), Stride),
            (nameof(Seed), Seed),
        ];
        return string.Join(", ", all.Where(one => one.Value is not null)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Name}={one.Value}")).Prepend($"{Method}"));
    }
}
