using SaliencyPS.Hosting;
using SaliencyPS.Options;

namespace SaliencyPS.Saliency.Neurons;

/// <summary>Which neurons to explain for each image, and how.</summary>
internal sealed record NeuronOptions
{
    /// <summary>How many neurons where neither number nor channels are given.</summary>
    public const int StandardStrongest = NeuronDefinitions.StrongestWithoutChannel;

    /// <summary>The layer, by name or number; see <see cref="Networks.Network.FindLayer"/>.</summary>
    public required string Layer { get; init; }

    /// <summary>Only neurons of these channels; of all where null.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>Only neurons at this row and column of the layer's grid; at all where null.</summary>
    public (int Row, int Column)? Position { get; init; }

    /// <summary>
    /// The so many of those neurons with the largest activation in the image, 1 … 100,000. Where null: with channels, each
    /// channel as one (the sum over its neurons, or the one at <see cref="Position"/>), otherwise
    /// <see cref="StandardStrongest"/>.
    /// </summary>
    public int? Strongest { get; init; }

    /// <summary>What rectifiers do to the signal on its way back.</summary>
    public GradientRule Rule { get; init; }

    /// <summary>How the channels of a pixel become one value of the map.</summary>
    public ChannelReduction ChannelReduction { get; init; }

    /// <summary>
    /// What part of the image the network is shown: <see cref="SaliencyView.Whole"/> or <see cref="SaliencyView.Center"/>.
    /// </summary>
    public SaliencyView View { get; init; } = SaliencyView.Whole;

    /// <summary>What computes; by default the engine in the box.</summary>
    public IComputeEngine Engine { get; init; } = ComputeEngines.Default;

    /// <inheritdoc cref="SaliencyOptions.FullResolution"/>
    public bool FullResolution { get; init; }

    /// <inheritdoc cref="SaliencyOptions.IncludePicture"/>
    public bool IncludePicture { get; init; }

    /// <inheritdoc cref="SaliencyOptions.Threads"/>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc cref="SaliencyOptions.BatchSize"/>
    public int? BatchSize { get; init; }

    /// <inheritdoc cref="SaliencyOptions.MemoryLimit"/>
    public long? MemoryLimit { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    internal void Validate()
    {
        NeuronDefinitions.Strongest.Check(Strongest);
        ReadingDefinitions.Threads.Check(Threads);
        ReadingDefinitions.BatchSize.Check(BatchSize);
        ReadingDefinitions.MemoryLimit.Check(MemoryLimit);
    }
}
