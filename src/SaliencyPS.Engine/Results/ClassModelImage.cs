using SaliencyPS.Imaging;

namespace SaliencyPS;

/// <summary>
/// What a network takes one class to look like (paper, section 2), or what one of its channels or neurons responds to most.
/// </summary>
public sealed class ClassModelImage
{
    /// <summary>Index of the class in the network's output, from 0; of a neuron, its channel.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Name of the class, or layer, channel and position of a neuron.</summary>
    public required string Label { get; init; }

    /// <summary>The layer of a channel or neuron; null for a class.</summary>
    public string? Layer { get; init; }

    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest { get; init; }

    /// <summary>Version of SaliencyPS that made the image; null where that is not known.</summary>
    public string? ModuleVersion { get; init; }

    /// <inheritdoc cref="AttributionResult.Engine"/>
    public string? Engine { get; init; }

    /// <summary>
    /// How it was made: the name of a preset, and what was different from it, such as <c>Natural, Iteration=20, Seed=3</c>; null
    /// where that is not known.
    /// </summary>
    public string? Settings { get; init; }

    /// <summary>What was maximized.</summary>
    public required ClassModelObjective Objective { get; init; }

    /// <summary>S_c of the final image; of a channel, the mean of its responses.</summary>
    public required double Score { get; init; }

    /// <summary>P_c of the final image, 0 … 1; not a number for a channel or neuron, or where the network has none.</summary>
    public required double Probability { get; init; }

    /// <summary>
    /// S_c before the first step and after each: one value more than steps were made. All but the last are scores of what the
    /// network saw in that step, which is not the image as it is where it is moved, turned or blurred.
    /// </summary>
    public required IReadOnlyList<double> ScoreHistory { get; init => field = Array.AsReadOnly<double>([.. value]); }

    /// <summary>The image at the network's input size, the mean image added back.</summary>
    public required RgbImage Image { get; init; }

    /// <summary>The image before the first step, after every so many steps, and at the end; empty unless asked for.</summary>
    public IReadOnlyList<RgbImage> Frames { get; init => field = Array.AsReadOnly<RgbImage>([.. value]); } = [];

    /// <summary>Width of the image in pixels.</summary>
    public int Width => Image.Width;

    /// <summary>Height of the image in pixels.</summary>
    public int Height => Image.Height;
}
