using System.Collections.Immutable;
using System.Globalization;

namespace SaliencyPS.Networks;

/// <summary>
/// How pixels become a network's input: an image is resized, cropped where the view says so, and each pixel becomes
/// <c>(pixel × Scale − Mean) / Std</c> per channel.
/// </summary>
/// <remarks>Many networks share one object, so it never changes. No init accessor is public: PowerShell would call it at any
/// time.</remarks>
public sealed record Preprocessing
{
    /// <summary>torchvision's ImageNet preprocessing, used where a file says nothing else.</summary>
    public static Preprocessing ImageNet { get; } = new();

    /// <summary>Mean per channel, in the network's channel order, after scaling.</summary>
    public ImmutableArray<float> Mean { get; internal init; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Standard deviation per channel, in the network's channel order, after scaling.</summary>
    public ImmutableArray<float> Std { get; internal init; } = [0.229f, 0.224f, 0.225f];

    /// <summary>Factor from 8-bit levels to the network's range.</summary>
    public float Scale { get; internal init; } = 1 / 255f;

    /// <summary>Channel order of the input.</summary>
    public ChannelOrder Channels { get; internal init; } = ChannelOrder.Rgb;

    /// <summary>How images are resized, for every view: "bilinear", "bicubic" or "nearest", as Pillow does.</summary>
    public string Interpolation => Filter.ToString().ToLowerInvariant();

    /// <summary>
    /// Length of the shorter side, in pixels, that an image is resized to before the center or ten crops are cut.
    /// </summary>
    public int Resize
    {
        get => Math.Min(ResizeHeight, ResizeWidth);
        internal init => (ResizeHeight, ResizeWidth) = (value, value);
    }

    /// <summary>
    /// Height, in pixels, that an image is resized to before crops are cut: at least this where its aspect is kept, and exactly
    /// this where it is squashed.
    /// </summary>
    public int ResizeHeight { get; internal init; } = 256;

    /// <summary>
    /// Width, in pixels, that an image is resized to before crops are cut: at least this where its aspect is kept, and exactly
    /// this where it is squashed.
    /// </summary>
    public int ResizeWidth { get; internal init; } = 256;

    /// <summary>
    /// True where the image that crops are cut from has the same height and width whatever the aspect was; false where the
    /// aspect is kept.
    /// </summary>
    public bool IsSquashed { get; internal init; }

    /// <summary>The filter that <see cref="Interpolation"/> names.</summary>
    internal ImageFilter Filter { get; init; } = ImageFilter.Bilinear;

    /// <summary>All in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Channels.ToString().ToUpperInvariant()}, (level × {Scale} − {List(Mean)}) ÷ {List(Std)}, {Interpolation}, ")
        + (IsSquashed ? $"squashed to {ResizeWidth}×{ResizeHeight}"
            : ResizeHeight == ResizeWidth ? $"shorter side to {Resize}" : $"to cover {ResizeWidth}×{ResizeHeight}");

    private static string List(ImmutableArray<float> values) =>
        $"({string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))})";
}
