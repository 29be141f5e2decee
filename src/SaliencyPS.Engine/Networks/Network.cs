using System.Collections.ObjectModel;
using System.Globalization;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks;

/// <summary>An image classifier: an immutable graph of layers, shared by any number of executors and threads.</summary>
public sealed record Network
{
    internal Network(string name, IReadOnlyList<Node> nodes)
    {
        (Name, Nodes) = (name, nodes);
        Labels = [.. Enumerable.Range(0, ClassCount).Select(i => $"class {i}")];
    }

    // Networks are shared. So no setter is public, as PowerShell calls those of init properties on finished objects; and lists
    // are read-only collections: arrays could be written to, and what collection expressions make has no indexer in PowerShell.

    /// <summary>Short name, by default the file's name without its extension.</summary>
    public string Name { get; internal init; }

    /// <summary>The file it was read from, if any.</summary>
    public string? Path { get; internal init; }

    /// <summary>The files beside that in which its weights lie, in full.</summary>
    internal IReadOnlyList<string> WeightFiles { get; init; } = [];

    /// <summary>
    /// SHA-256 of the file it was read from, 64 hexadecimal digits; where its weights lie in files beside that, of it and those
    /// files one after the other, in the order of their names. Null where it was not read.
    /// </summary>
    public string? Digest { get; internal init; }

    /// <summary>True for the network that comes with the engine.</summary>
    public bool IsBuiltIn { get; internal init; }

    /// <summary>True for the network that was used where none is named when it was read.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>The graph in order of execution; node 0 is the input, the last node gives the logits.</summary>
    public IReadOnlyList<Node> Nodes
    {
        get;
        internal init => field = Array.AsReadOnly<Node>([.. value]);
    }

    /// <summary>The layers in order of execution, with their shapes and receptive fields.</summary>
    public IReadOnlyList<NetworkLayer> Layers => NetworkLayer.Of(this);

    /// <summary>Shape of one input sample.</summary>
    public TensorShape Input => Nodes[0].Shape;

    /// <summary>Number of classes.</summary>
    public int ClassCount => Nodes[^1].Shape.Length;

    /// <summary>
    /// How scores become probabilities: by the function that ends the network's file, which is no layer here, or as the network's
    /// description says.
    /// </summary>
    public ProbabilityKind Probability { get; internal init; }

    /// <summary>The output of the file whose values are the scores, where the file names its outputs.</summary>
    public string? Output { get; internal init; }

    /// <summary>All outputs that the file names.</summary>
    public IReadOnlyList<string> Outputs { get; internal init => field = Array.AsReadOnly<string>([.. value]); } = [];

    /// <summary>One label per class.</summary>
    public IReadOnlyList<string> Labels { get; internal init => field = Array.AsReadOnly<string>([.. value]); }

    /// <summary>How pixels become the input.</summary>
    public Preprocessing Preprocessing { get; internal init; } = Preprocessing.ImageNet;

    /// <summary>
    /// Where each part of the preprocessing, and the labels, are from: the name of a file beside the network, "metadata" in its
    /// own file, "architecture" for what the built-in one is known to take, or "default". Parts are named as in a description.
    /// </summary>
    public IReadOnlyDictionary<string, string> Sources
    {
        get;
        internal init => field = new ReadOnlyDictionary<string, string>(new OrderedDictionary<string, string>(value));
    } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the files say and was passed over, since it is not in the form that is read here; one sentence or more
    /// each.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        internal init => field = Array.AsReadOnly<string>([.. value]);
    } = Array.AsReadOnly<string>([]);

    /// <summary>The name of the built-in architecture that gave the layers, if one did.</summary>
    internal string? Architecture { get; init; }

    /// <summary>The layer of this name, in any case, or with this number in the order of execution.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the network and how to list its layers.</exception>
    public int FindLayer(string layer)
    {
        for (var i = 1; i < Nodes.Count; i++)
            if (Nodes[i].Name.Equals(layer, StringComparison.OrdinalIgnoreCase)) return i;
        return int.TryParse(layer, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index >= 1 && index < Nodes.Count ? index
            : throw new ArgumentException($"Network '{Name}' has no layer '{layer}'; its {Nodes.Count - 1} layers begin with "
                + $"'{Nodes[1].Name}' and end with '{Nodes[^1].Name}'.");
    }

    /// <summary>
    /// The part of the network that leads to one layer, as a network whose "scores" are that layer's result: what starts from a
    /// class score can start from any neuron (paper, section 4).
    /// </summary>
    /// <param name="layer">The layer's place in the order of execution, from 1; see <see cref="FindLayer"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Network UpTo(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Nodes.Count);
        var nodes = GraphSimplifier.Reaching(Nodes, layer);
        return this with
        {
            Nodes = nodes,
            Labels = [.. Enumerable.Range(0, nodes[^1].Shape.Length).Select(i => $"neuron {i}")],
            Probability = ProbabilityKind.None,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
