namespace SaliencyPS.Saliency;

/// <summary>The method that makes the maps, and its parameters; each method looks at its own only.</summary>
public sealed record AttributionOptions
{
    /// <summary>The method.</summary>
    public SaliencyMethod Method { get; init; }

    /// <summary>How channels become one value; null for what is customary with the method.</summary>
    public ChannelReduction? ChannelReduction { get; init; }

    /// <summary>The layer that CAM methods and excitation back-propagation look at, by name or number; null for the method's own choice.</summary>
    public string? Layer { get; init; }

    /// <summary>
    /// How much of what the maps of the class's rivals show too is taken from its own: 0, nothing, … 1; see <see cref="ClassContrast"/>. For maps
    /// without speckles.
    /// </summary>
    public double ClassContrast { get; init; }

    /// <summary>Noisy copies, random masks, or steps of the path, at least 1; null for the method's own number.</summary>
    public int? Samples { get; init; }

    /// <summary>
    /// Where above 0, sampling stops for a map that has changed by less than this share (relative L2) over the last <see cref="Methods.AttributionMethod.Checkpoint"/>
    /// samples.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>Standard deviation of the noise as a share of the range of the network's input, ≥ 0.</summary>
    public double NoiseLevel { get; init; } = 0.15;

    /// <summary>Where integrated gradients begin and what occlusion covers with.</summary>
    public Baseline Baseline { get; init; }

    /// <summary>Side of the occluding window in pixels of the network's input; null for an eighth of the longer side.</summary>
    public int? Window { get; init; }

    /// <summary>Pixels between two windows; null for half a window.</summary>
    public int? Stride { get; init; }

    /// <summary>Decides noise and masks.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Method)) throw new ArgumentOutOfRangeException(nameof(Method), Method, "There is no such method.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples ?? 1, 1, nameof(Samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(Window ?? 1, 1, nameof(Window));
        ArgumentOutOfRangeException.ThrowIfLessThan(Stride ?? 1, 1, nameof(Stride));
        if (!(NoiseLevel >= 0 && double.IsFinite(NoiseLevel))) throw new ArgumentOutOfRangeException(nameof(NoiseLevel), NoiseLevel, "The noise level is at least 0.");
        if (!(ClassContrast is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ClassContrast), ClassContrast, "The class contrast lies between 0 and 1.");
        if (!(Tolerance is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance is at least 0 and below 1.");
    }
}
