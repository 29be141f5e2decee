using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Export;

/// <summary>What a network is written with.</summary>
internal sealed record ExportOptions
{
    /// <summary>Whether the file gives scores only.</summary>
    public bool NoSaliency { get; init; }

    /// <summary>How its maps are made: the method, its layer and the reduction of channels count.</summary>
    public AttributionOptions Attribution { get; init; } = new();

    /// <summary>How many classes are explained for each image: the best-scored, or as many as are given.</summary>
    public int Top { get; init; } = ExportDefinitions.TopDefault;

    /// <summary>Whether the classes are an input of the graph.</summary>
    public bool ClassInput { get; init; }

    /// <summary>Whether the graph takes pixels, and makes the network's input of them itself.</summary>
    public bool PixelInput { get; init; }

    /// <summary>Whether weights are kept as 16-bit floats.</summary>
    public bool Half { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate() => ExportDefinitions.Top.Check(Top);
}
