using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks;

/// <summary>An image classifier: an immutable graph of layers, shared by any number of workspaces and threads.</summary>
public sealed record Network
{
    private readonly Lazy<IReadOnlyList<Node>> _fast = null!;

    internal Network(string name, IReadOnlyList<Node> nodes)
    {
        (Name, Nodes) = (name, nodes);
        Labels = [.. Enumerable.Range(0, ClassCount).Select(i => $"class {i}")];
    }

    /// <summary>Short name, by default the file's name without its extension.</summary>
    public string Name { get; init; }

    /// <summary>The file it was read from, if any.</summary>
    public string? Path { get; init; }

    /// <summary>It is the network that comes with the engine, used where none is named.</summary>
    public bool IsDefault => Path == Catalog.NetworkStore.BuiltInPath;

    /// <summary>The graph in order of execution; node 0 is the input, the last node gives the logits.</summary>
    public IReadOnlyList<Node> Nodes
    {
        get;
        internal init
        {
            field = value;
            _fast = new(() => FastGraph.From(value));
        }
    }

    /// <summary>The graph that float workspaces run; its packed weights are shared by all of them.</summary>
    internal IReadOnlyList<Node> FastNodes => _fast.Value;

    /// <summary>Shape of one input sample.</summary>
    public TensorShape Input => Nodes[0].Shape;

    /// <summary>Number of classes.</summary>
    public int ClassCount => Nodes[^1].Shape.Length;

    /// <summary>One label per class.</summary>
    public IReadOnlyList<string> Labels { get; init; }

    /// <summary>How pixels become the input.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.ImageNet;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
