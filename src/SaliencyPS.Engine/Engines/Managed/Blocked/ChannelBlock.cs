using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Blocks of 16 channels, the unit of the blocked layout. A shape of 17 channels has two
/// blocks; 15 lanes of the second are padding.
/// </summary>
internal static class ChannelBlock
{
    /// <summary>Channels in a block: one vector register.</summary>
    public const int Size = 16;

    /// <summary>Blocks that hold so many channels.</summary>
    public static int Count(int channels) => (channels + Size - 1) / Size;

    /// <summary>The shape with whole blocks of channels.</summary>
    public static TensorShape Whole(TensorShape shape) => shape.WithChannels(Count(shape.Channels) * Size);

    /// <summary>A sample's shape as it lies in memory.</summary>
    public static TensorShape InMemory(TensorShape shape, Layout layout) => layout == Layout.Blocked ? Whole(shape) : shape;

    /// <summary>The runs of a sample's memory that hold true channels, not padding lanes.</summary>
    /// <param name="shape">The true shape.</param>
    /// <param name="layout">The layout.</param>
    public static IEnumerable<(int Start, int Length)> TrueRuns(TensorShape shape, Layout layout)
    {
        var rest = shape.Channels % Size;
        if (layout == Layout.Planar || rest == 0) return [(0, shape.Length)];
        var whole = (shape.Channels - rest) * shape.Plane;
        var last = Enumerable.Range(0, shape.Plane).Select(position => (whole + position * Size, rest));
        return whole == 0 ? last : last.Prepend((0, whole));
    }
}
