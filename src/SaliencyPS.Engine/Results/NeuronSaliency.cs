using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>
/// What one neuron, or one channel, of a layer looks at in one image: its activation and what comes of sending it
/// back to the input (paper, section 4).
/// </summary>
public sealed class NeuronSaliency
{
    /// <summary>The image's file.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>The channel of the layer, from 0.</summary>
    public required int Channel { get; init; }

    /// <summary>Row in the layer's grid, from 0; nothing for a whole channel, and in a layer without rows and columns.</summary>
    public required int? Row { get; init; }

    /// <summary>Column in the layer's grid, from 0; nothing where <see cref="Row"/> is nothing.</summary>
    public required int? Column { get; init; }

    /// <summary>The layer's result there; the sum over the channel for a whole channel.</summary>
    public required double Activation { get; init; }

    /// <summary>The pixels of the image that count for it; all others are 0 in the map.</summary>
    public required BoundingBox ReceptiveField { get; init; }

    /// <summary>What rectifiers did to the signal on its way back.</summary>
    public required GradientRule Rule { get; init; }

    /// <summary>What part of the image the network was shown.</summary>
    public required SaliencyView View { get; init; }

    /// <summary>How the channels of a pixel became one value.</summary>
    public ChannelReduction ChannelReduction { get; init; }

    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest { get; init; }

    /// <inheritdoc cref="AttributionResult.ModuleVersion"/>
    public string? ModuleVersion { get; init; }

    /// <summary>Width of the image in pixels, upright.</summary>
    public int Width => Map.Width;

    /// <summary>Height of the image in pixels, upright.</summary>
    public int Height => Map.Height;

    /// <inheritdoc cref="AttributionResult.Reduction"/>
    public int Reduction { get; init; } = 1;

    /// <inheritdoc cref="AttributionResult.Picture"/>
    public byte[]? Picture { get => Source.File; init => Source = new(value); }

    /// <summary>What arrived at the input, reduced to one value for each pixel.</summary>
    public required SaliencyMap Map { get; init; }

    /// <inheritdoc cref="ClassSaliency.GetImage()"/>
    public RgbImage GetImage() => GetImage(null);

    /// <inheritdoc cref="GetImage()"/>
    internal RgbImage GetImage(ImageLimits? limits, CancellationToken token = default) =>
        Source.Get(Path, (Width, Height), limits, token);

    /// <summary>For example <c>conv4 channel 17 at 3,5</c>, row before column.</summary>
    public override string ToString() =>
        Row is null ? $"{Layer} channel {Channel}" : $"{Layer} channel {Channel} at {Row},{Column}";

    private SourceImage Source { get; set; } = new();

    /// <summary>Lets later steps use the decoded image for as long as somebody holds it.</summary>
    internal static void Introduce(NeuronSaliency[] maps, DecodedImage image)
    {
        var source = new SourceImage(image.File, image.Codecs);
        source.Introduce(image);
        foreach (var map in maps) map.Source = source;
    }
}
