using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Views;

namespace SaliencyPS.Saliency.Neurons;

/// <summary>
/// A question about one layer of a network, checked and shared by all workers: which neurons of it are to be explained.
/// </summary>
internal sealed class NeuronQuery
{
    private readonly int[] _channels;

    /// <summary>Checks the question.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">Which neurons.</param>
    /// <exception cref="ArgumentException">
    /// There is no such layer, channel or position, the view is <see cref="SaliencyView.TenCrop"/> (a neuron has one place, not
    /// ten), a number is out of range, or the network does not take one or three channels.
    /// </exception>
    public NeuronQuery(Network network, NeuronOptions options)
    {
        options.Validate();
        if (options.View == SaliencyView.TenCrop) throw new ArgumentException(
            $"Neurons are explained for the {SaliencyView.Whole} or {SaliencyView.Center} view: in ten crops one neuron has ten "
                + "places.");
        ViewPlan.Require(network);
        Layer = network.Layers[network.FindLayer(options.Layer) - 1];
        foreach (var channel in options.Channels ?? []) Check(channel, Layer.Channels, "channel");
        if (options.Position is var (row, column))
        {
            Check(row, Layer.Height, "row");
            Check(column, Layer.Width, "column");
        }

        (Network, Options, _channels) = (network.UpTo(Layer.Index), options,
            [.. options.Channels?.Distinct() ?? Enumerable.Range(0, Layer.Channels)]);

        void Check(int value, int count, string what)
        {
            if (value < 0 || value >= count)
                throw new ArgumentException(
                    $"Layer '{Layer.Name}' of network '{network.Name}' has no {what} {value}; its {what}s are 0 to {count - 1}.");
        }
    }

    /// <summary>The layer.</summary>
    public NetworkLayer Layer { get; }

    /// <summary>The question.</summary>
    public NeuronOptions Options { get; }

    /// <summary>Neurons explained for each image.</summary>
    public int Count => TakesChannels ? _channels.Length
        : (int)Math.Min(Options.Strongest ?? NeuronOptions.StandardStrongest,
            _channels.Length * (long)(Options.Position is null ? Layer.Shape.Plane : 1));

    /// <summary>The part of the network that leads to the layer: its "classes" are the layer's neurons.</summary>
    internal Network Network { get; }

    /// <summary>What nodes do on the way back.</summary>
    internal BackwardRules Rules => BackwardRules.Of(Options.Rule);

    private bool TakesChannels => Options is { Channels: not null, Strongest: null };

    /// <summary>How the work on many images is spread so that it fits into memory. Results do not depend on it.</summary>
    /// <exception cref="ArgumentException">Not even one worker fits into <see cref="NeuronOptions.MemoryLimit"/>.</exception>
    public SaliencyPlan Plan() =>
        SaliencyPlan.For(Network, new SaliencyOptions { View = Options.View, Top = Count, Threads = Options.Threads,
            BatchSize = Options.BatchSize, MemoryLimit = Options.MemoryLimit, Engine = Options.Engine });

    /// <summary>
    /// The neurons to explain: channels in the order in which they were given, others by activation,
    /// equal ones in the order of their indices.
    /// </summary>
    /// <param name="activations">The layer's result for one image.</param>
    internal IReadOnlyList<Neuron> Choose(ReadOnlySpan<float> activations)
    {
        var shape = Layer.Shape;
        if (TakesChannels)
            return [.. _channels.Select(channel => new Neuron(channel, shape.Plane == 1 ? null : Options.Position))];
        // The weakest of the best so far comes first; among equals the last.
        var best = new PriorityQueue<int, (float Value, int Index)>(Comparer<(float Value, int Index)>.Create(
            (a, b) => a.Value.CompareTo(b.Value) is not 0 and var order ? order : b.Index.CompareTo(a.Index)));
        var (first, last) = Options.Position is var (row, column) ? (row * shape.Width + column, row * shape.Width + column)
            : (0, shape.Plane - 1);
        foreach (var channel in _channels)
            for (var i = channel * shape.Plane + first; i <= channel * shape.Plane + last; i++)
                if (best.Count < Count) best.Enqueue(i, (activations[i], i));
                else best.EnqueueDequeue(i, (activations[i], i));
        var neurons = new Neuron[best.Count];
        for (var n = neurons.Length - 1; n >= 0; n--)
        {
            var (channel, place) = Math.DivRem(best.Dequeue(), shape.Plane);
            neurons[n] = new(channel, shape.Plane == 1 ? null : Math.DivRem(place, shape.Width));
        }

        return neurons;
    }

    /// <summary>The elements of the layer that make up a neuron.</summary>
    internal Range Elements(Neuron neuron)
    {
        var plane = neuron.Channel * Layer.Shape.Plane;
        if (neuron.Position is not var (row, column)) return plane..(plane + Layer.Shape.Plane);
        var index = plane + row * Layer.Width + column;
        return index..(index + 1);
    }

    /// <summary>The rows and columns of the input that a neuron depends on.</summary>
    internal (int Top, int Left, int Bottom, int Right) Field(Neuron neuron) => neuron.Position is var (row, column)
        ? Layer.Unbounded.Of(row, column, 1, 1, Network.Input)
        : Layer.Unbounded.Of(0, 0, Layer.Height, Layer.Width, Network.Input);
}
