using SaliencyPS.Options;

namespace SaliencyPS.Saliency;

/// <summary>The method that makes the maps, and its parameters; each method looks at its own only.</summary>
internal sealed record AttributionOptions
{
    /// <summary>The method.</summary>
    public SaliencyMethod Method { get; init; }

    /// <summary>How channels become one value; null for what is customary with the method.</summary>
    public ChannelReduction? ChannelReduction { get; init; }

    /// <summary>
    /// The layer that CAM methods and excitation back-propagation look at, by name or number; null for the method's own choice.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>
    /// How much of what the maps of the class's rivals show too is taken from its own: 0, nothing, … 1; see
    /// <see cref="ClassContrast"/>. For maps without speckles.
    /// </summary>
    public double ClassContrast { get; init; } = AttributionDefinitions.ClassContrastDefault;

    /// <summary>Noisy copies, random masks, or steps of the path, 1 … 1,000,000; null for the method's own number.</summary>
    public int? Samples { get; init; }

    /// <summary>
    /// Where above 0, sampling stops for a map that has changed by less than this share (relative L2) over the last
    /// <see cref="Methods.AttributionMethod.Checkpoint"/> samples. 0 … 0.999.
    /// </summary>
    public double Tolerance { get; init; } = AttributionDefinitions.ToleranceDefault;

    /// <summary>Standard deviation of the noise as a share of the range of the network's input, 0 … 100.</summary>
    public double NoiseLevel { get; init; } = AttributionDefinitions.NoiseLevelDefault;

    /// <summary>Where integrated gradients begin and what occlusion covers with.</summary>
    public Baseline Baseline { get; init; }

    /// <summary>
    /// Side of the occluding window in pixels of the network's input, 1 … 100,000; null for an eighth of the input's longer side.
    /// </summary>
    public int? Window { get; init; }

    /// <summary>Pixels between two windows, 1 … 100,000; null for half a window.</summary>
    public int? Stride { get; init; }

    /// <summary>Decides noise and masks.</summary>
    public int Seed { get; init; } = AttributionDefinitions.SeedDefault;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Method)) throw new ArgumentOutOfRangeException(nameof(Method), Method, "There is no such method.");
        AttributionDefinitions.ClassContrast.Check(ClassContrast);
        AttributionDefinitions.Samples.Check(Samples);
        AttributionDefinitions.Tolerance.Check(Tolerance);
        AttributionDefinitions.NoiseLevel.Check(NoiseLevel);
        AttributionDefinitions.Window.Check(Window);
        AttributionDefinitions.Stride.Check(Stride);
    }
}
