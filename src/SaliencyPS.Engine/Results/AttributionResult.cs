using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>
/// How a result about a class was made. Options bear the names and values by which they can be asked for again; those that the
/// method does not look at are null.
/// </summary>
public abstract class AttributionResult
{
    /// <summary>Name of the network.</summary>
    public string Network { get => Settings.Network; init => Settings = Settings with { Network = value }; }

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest
    {
        get => Settings.NetworkDigest;
        init => Settings = Settings with { NetworkDigest = NullIfEmpty(value) };
    }

    /// <summary>Version of SaliencyPS that made the map; null where that is not known.</summary>
    public string? ModuleVersion
    {
        get => Settings.ModuleVersion;
        init => Settings = Settings with { ModuleVersion = NullIfEmpty(value) };
    }

    /// <summary>What ran the network, in which version, such as <c>Managed 1.0.0</c>; null where that is not known.</summary>
    public string? Engine { get => Settings.Engine; init => Settings = Settings with { Engine = NullIfEmpty(value) }; }

    /// <summary>What part of the image the network was shown for the map.</summary>
    public SaliencyView View { get => Settings.View; init => Settings = Settings with { View = value }; }

    /// <summary>What part of the image the network was shown for the scores; null where that is not known.</summary>
    public SaliencyView? ScoreView { get => Settings.ScoreView; init => Settings = Settings with { ScoreView = value }; }

    /// <summary>How the map was made.</summary>
    public SaliencyMethod Method { get => Settings.Method; init => Settings = Settings with { Method = value }; }

    /// <summary>Name of the layer that the method looked at, its own choice included.</summary>
    public string? Layer { get => Settings.Layer; init => Settings = Settings with { Layer = NullIfEmpty(value) }; }

    /// <summary>
    /// How much of what the maps of the best-scored other classes show too was taken from the map, 0 … 1; null where that is not
    /// known.
    /// </summary>
    public double? ClassContrast { get => Settings.ClassContrast; init => Settings = Settings with { ClassContrast = value }; }

    /// <summary>How the channels of a pixel became one value.</summary>
    public ChannelReduction? ChannelReduction
    {
        get => Settings.ChannelReduction;
        init => Settings = Settings with { ChannelReduction = value };
    }

    /// <summary>Most noisy copies, masks or steps.</summary>
    public int? SampleCount { get => Settings.SampleCount; init => Settings = Settings with { SampleCount = value }; }

    /// <summary>The change of a map below which sampling stopped; 0 where it went on to <see cref="SampleCount"/>.</summary>
    public double? Tolerance { get => Settings.Tolerance; init => Settings = Settings with { Tolerance = value }; }

    /// <summary>Noise as a share of the range of the network's input.</summary>
    public double? NoiseLevel { get => Settings.NoiseLevel; init => Settings = Settings with { NoiseLevel = value }; }

    /// <summary>What integrated gradients started from or occlusion covered with.</summary>
    public Baseline? Baseline { get => Settings.Baseline; init => Settings = Settings with { Baseline = value }; }

    /// <summary>Side of the occluding window in pixels of the network's input.</summary>
    public int? Window { get => Settings.Window; init => Settings = Settings with { Window = value }; }

    /// <summary>Pixels between two occluding windows.</summary>
    public int? Stride { get => Settings.Stride; init => Settings = Settings with { Stride = value }; }

    /// <summary>What decided noise or masks.</summary>
    public int? Seed { get => Settings.Seed; init => Settings = Settings with { Seed = value }; }

    /// <summary>
    /// How many pixels of the image, along each side, one stood for that was analysed: 1, or 2, 4 or 8 of a large JPEG.
    /// </summary>
    public int Reduction { get; init; } = 1;

    /// <summary>
    /// Whether the image is unlike those that the network was trained on, so that its answer means nothing; known of the built-in
    /// network only, and null for others.
    /// </summary>
    public bool? IsUnfamiliar { get; init; }

    /// <summary>The bytes of the image's file, for where there is no such file; null unless they were asked for.</summary>
    public byte[]? Picture { get => Source.File; init => Source = new(value); }

    /// <summary>All of it together.</summary>
    internal MapSettings Settings { get; init; } = new();

    /// <summary>The image, for all results of it.</summary>
    internal SourceImage Source { get; private protected set; } = new();

    // PowerShell gives a property of text that is nothing an empty text when it brings a result back to life.
    private protected static string? NullIfEmpty(string? text) => text is "" ? null : text;
}
