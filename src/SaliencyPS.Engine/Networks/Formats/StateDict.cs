using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>The named weights of a network, as PyTorch's <c>state_dict()</c> gives them.</summary>
internal sealed class StateDict
{
    // What training scripts wrap a network in; the wrapper's name then stands before every tensor's.
    private static readonly string[] Wrappers = ["module.", "model.", "backbone.", "net.", "network.", "_orig_mod."];

    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly HashSet<string> _untaken;

    /// <summary>
    /// Takes the tensors over; a wrapper's prefix that all names share (<c>module.</c>, <c>model.</c>, …) is dropped.
    /// </summary>
    public StateDict(IEnumerable<KeyValuePair<string, WeightTensor>> tensors)
    {
        _tensors = new(tensors, StringComparer.Ordinal);
        while (_tensors.Count > 0
            && Array.Find(Wrappers, w => _tensors.Keys.All(n => n.StartsWith(w, StringComparison.Ordinal))) is { } wrapper)
            _tensors = _tensors.ToDictionary(t => t.Key[wrapper.Length..], t => t.Value, StringComparer.Ordinal);
        _untaken = [.. _tensors.Keys];
    }

    /// <summary>All tensors by name.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    /// <summary>The values of a tensor, which must have this shape.</summary>
    /// <exception cref="NetworkFormatException">
    /// There is no such tensor, its shape is another, or it holds a value that is not finite.
    /// </exception>
    public float[] Take(string name, params IReadOnlyList<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            throw new NetworkFormatException("The tensor is missing.", $"Tensor '{name}'", WeightTensor.Text(shape),
                "no such name");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new NetworkFormatException("The shape is wrong.", $"Tensor '{name}'", WeightTensor.Text(shape),
                tensor.ToString());
        _untaken.Remove(name);
        return FiniteWeights.Require(tensor.Read(), $"Tensor '{name}'");
    }

    /// <summary>First axis of a tensor: the number of classes, for a network's last weight.</summary>
    /// <exception cref="NetworkFormatException">There is no such tensor, or it has no outputs.</exception>
    public int OutputsOf(string name) => _tensors.TryGetValue(name, out var tensor) && tensor.Shape is [> 0 and var outputs, ..]
        ? outputs
        : throw new NetworkFormatException("The tensor is missing.", $"Tensor '{name}'",
            "a tensor whose first axis is the number of outputs",
            tensor?.ToString() ?? "no such name");

    /// <summary>
    /// True for the batch counters of batch normalization, which training leaves in state dicts. They are no weights.
    /// </summary>
    public static bool IsCounter(string name) => name.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    /// <summary>Refuses weights that the network did not use: they belong to another architecture.</summary>
    /// <exception cref="NetworkFormatException">Weights are left over; the message names them.</exception>
    public void RequireAllTaken()
    {
        var left = _untaken.Where(n => !IsCounter(n)).Order(StringComparer.Ordinal).ToArray();
        if (left.Length > 0)
            throw new NetworkFormatException("The file has weights that the architecture does not use.", "State dict",
                actual: string.Join(", ", left.Take(5).Select(n => $"'{n}' ({_tensors[n]})"))
                    + (left.Length > 5 ? $" and {left.Length - 5} more" : ""));
    }
}
