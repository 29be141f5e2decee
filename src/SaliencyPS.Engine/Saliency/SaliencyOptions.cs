using SaliencyPS.Hosting;
using SaliencyPS.Options;

namespace SaliencyPS.Saliency;

/// <summary>What to compute for each image.</summary>
internal sealed record SaliencyOptions
{
    /// <summary>What part of the image the network is shown.</summary>
    public SaliencyView View { get; init; } = SaliencyView.Whole;

    /// <summary>
    /// What the network is shown for the scores, and so for the ranks and the choice of the best classes; null for the same as
    /// for the maps. The paper predicts classes from ten crops, which are surer of them than one view.
    /// </summary>
    public SaliencyView? ScoreView { get; init; }

    /// <summary>The method that makes the maps, and its parameters.</summary>
    public AttributionOptions Attribution { get; init; } = new();

    /// <summary>
    /// Number of best-scored classes to map, 1 … 1,000,000; all of a network with fewer. Ignored where
    /// <see cref="Classes"/> is given.
    /// </summary>
    public int Top { get; init; } = SaliencyDefinitions.TopDefault;

    /// <summary>Maps for exactly these classes, whatever their scores.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>
    /// Least probability of a class to map, 0 … 1: less probable ones, asked for or best-scored, are left out before any work is
    /// done for them.
    /// </summary>
    public double MinimumProbability { get; init; } = SaliencyDefinitions.MinimumProbabilityDefault;

    /// <summary>
    /// Whether JPEGs are decoded in full detail even where the network sees far less: slower, and with other numbers after the
    /// first two or three digits for photographs above about half a megapixel.
    /// </summary>
    public bool FullResolution { get; init; }

    /// <summary>Whether results carry the bytes of their image's file along.</summary>
    public bool IncludePicture { get; init; }

    /// <summary>What computes; by default the engine in the box.</summary>
    public IComputeEngine Engine { get; init; } = ComputeEngines.Default;

    /// <summary>Threads that the computation may use, 1 … 1024.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Images in one pass of the network at most, 1 … 1024; null for as many as pay with the engine and fit into memory. Always 1
    /// where memory is limited.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// What the whole process may take in memory, in bytes; null for what the machine lets it have. Kept by working on fewer
    /// images, crops and classes at once: a plan for photographs of ordinary size. The cmdlets and the program let larger ones
    /// wait until there is room for them.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    internal void Validate()
    {
        SaliencyDefinitions.Top.Check(Top);
        SaliencyDefinitions.MinimumProbability.Check(MinimumProbability);
        ReadingDefinitions.Threads.Check(Threads);
        ReadingDefinitions.BatchSize.Check(BatchSize);
        ReadingDefinitions.MemoryLimit.Check(MemoryLimit);
    }
}
