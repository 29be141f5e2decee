using System.Text.Json.Serialization;

namespace SaliencyPS.Results.Lines;

/// <summary>How a result about a class was made, as JSON; the properties are those of <see cref="AttributionResult"/>.</summary>
internal abstract record AttributionLine
{
    /// <summary>The result.</summary>
    [JsonIgnore]
    public AttributionResult Made { get; init; } = null!;

    public SaliencyView View => Made.View;

    public SaliencyView? ScoreView => Made.ScoreView;

    public SaliencyMethod Method => Made.Method;

    public string? Layer => Made.Layer;

    public double? ClassContrast => Made.ClassContrast;

    public ChannelReduction? ChannelReduction => Made.ChannelReduction;

    public int? SampleCount => Made.SampleCount;

    public double? Tolerance => Made.Tolerance;

    public double? NoiseLevel => Made.NoiseLevel;

    public Baseline? Baseline => Made.Baseline;

    public int? Window => Made.Window;

    public int? Stride => Made.Stride;

    public int? Seed => Made.Seed;

    public int Reduction => Made.Reduction;

    public bool? IsUnfamiliar => Made.IsUnfamiliar;

    public string Network => Made.Network;

    public string? NetworkDigest => Made.NetworkDigest;

    public string? ModuleVersion => Made.ModuleVersion;

    public string? Engine => Made.Engine;
}
