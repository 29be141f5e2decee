using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>The named weights of a network, as PyTorch's <c>state_dict()</c> gives them.</summary>
internal sealed class StateDict
{
    // Names that training scripts give to the network as a whole; the name then stands before every tensor's.
    private static readonly string[] Wrappers = ["model", "_model", "backbone", "net", "_net", "network"];

    // Wrapped four times is more than training scripts do; a hostile name may repeat a wrapper's without end.
    private const int MaximumDepth = 4;

    // What PyTorch puts into names where it wraps a network or a part of one: data parallel, compiled, sharded, recomputed.
    private static readonly string[] Insertions =
        ["module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module", "_forward_module"];

    // Counts of batches, averaged networks and operations.
    private static readonly string[] Counters = ["num_batches_tracked", "n_averaged", "total_ops", "total_params"];

    // Where a training module that is saved as a whole keeps its loss, which may have weights, one for each class.
    private static readonly string[] Losses = ["criterion", "loss", "loss_fn", "loss_func", "loss_function"];

    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly HashSet<string> _untaken;

    /// <summary>
    /// Takes the tensors over. Dropped from names is what PyTorch inserts where it wraps something (<c>module</c>,
    /// <c>_orig_mod</c>, …), and then a wrapper's name that all but leftovers share (<c>model</c>, <c>net</c>, …).
    /// </summary>
    public StateDict(IEnumerable<KeyValuePair<string, WeightTensor>> tensors)
    {
        _tensors = Rename(new(tensors, StringComparer.Ordinal), WithoutInsertions);
        for (var depth = 0; depth < MaximumDepth && Array.Find(Wrappers, IsShared) is { } wrapper; depth++)
            _tensors = Rename(_tensors, name => Begins(name, wrapper) ? name[(wrapper.Length + 1)..] : name);
        _untaken = [.. _tensors.Keys];
    }

    private StateDict(StateDict like) => (_tensors, _untaken) = (like._tensors, [.. like._tensors.Keys]);

    /// <summary>All tensors by name, leftovers of training included.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors => _tensors;

    /// <summary>Names of the tensors that are no leftovers of training.</summary>
    public IEnumerable<string> Names => _tensors.Keys.Where(n => !IsLeftover(n));

    /// <summary>How many tensors have been taken.</summary>
    public int Taken => _tensors.Count - _untaken.Count;

    /// <summary>The tensors, none of them taken yet.</summary>
    public StateDict Untaken() => new(this);

    /// <summary>The values of a tensor, which must have this shape.</summary>
    /// <exception cref="NetworkFormatException">
    /// There is no such tensor, its shape is another, or it holds a value that is not finite.
    /// </exception>
    public float[] Take(string name, params IReadOnlyList<int> shape) =>
        FiniteWeights.Require(Claim(name, shape).Read(), $"Tensor '{name}'");

    /// <summary>A tensor, which must have this shape and counts as taken; its values are not read.</summary>
    /// <exception cref="NetworkFormatException">There is no such tensor, or its shape is another.</exception>
    public WeightTensor Claim(string name, params IReadOnlyList<int> shape)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            throw new NetworkFormatException("The tensor is missing.", $"Tensor '{name}'", WeightTensor.Text(shape),
                $"no such name among {this}");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new NetworkFormatException("The shape is wrong.", $"Tensor '{name}'", WeightTensor.Text(shape),
                tensor.ToString());
        _untaken.Remove(name);
        return tensor;
    }

    /// <summary>First axis of a tensor: the number of classes, for a network's last weight.</summary>
    /// <exception cref="NetworkFormatException">There is no such tensor, or it has no outputs.</exception>
    public int OutputsOf(string name) => _tensors.TryGetValue(name, out var tensor) && tensor.Shape is [> 0 and var outputs, ..]
        ? outputs
        : throw new NetworkFormatException("The tensor is missing.", $"Tensor '{name}'",
            "a tensor whose first axis is the number of outputs",
            tensor?.ToString() ?? $"no such name among {this}");

    /// <summary>
    /// True for what training leaves in state dicts and is no weight of the network: counters of batches, averaged networks and
    /// operations, and the weights of a loss.
    /// </summary>
    public static bool IsLeftover(string name) => Counters.Contains(name[(name.LastIndexOf('.') + 1)..]) || IsLoss(name);

    /// <summary>Refuses weights that the network did not use: they belong to another architecture.</summary>
    /// <exception cref="NetworkFormatException">Weights are left over; the message names them.</exception>
    public void RequireAllTaken()
    {
        var left = _untaken.Where(n => !IsLeftover(n)).Order(StringComparer.Ordinal).ToArray();
        if (left.Length > 0)
            throw new NetworkFormatException("The file has weights that the architecture does not use.", "State dict",
                actual: string.Join(", ", left.Take(5).Select(n => $"'{n}' ({_tensors[n]})"))
                    + (left.Length > 5 ? $" and {left.Length - 5} more" : ""));
    }

    /// <summary>
    /// How many weights there are and where, for example <c>52 tensors: 'features.0.weight' (64×3×3×3) and 49 more in features,
    /// 'classifier.1.weight' (10×512×1×1) and 1 more in classifier</c>.
    /// </summary>
    public override string ToString()
    {
        var parts = Names.GroupBy(n => n.Split('.')[0]).ToArray();
        string Part(IGrouping<string, string> names) => $"'{names.First()}' ({_tensors[names.First()]})"
            + (names.Count() > 1 ? $" and {names.Count() - 1} more in {names.Key}" : "");
        var count = parts.Sum(p => p.Count());
        return (count == 1 ? "1 tensor" : $"{count} tensors") + (count > 0 ? ": " : "")
            + string.Join(", ", parts.Take(4).Select(Part)) + (parts.Length > 4 ? $", and {parts.Length - 4} parts more" : "");
    }

    private bool IsShared(string wrapper) => Names.Any() && Names.All(n => Begins(n, wrapper));

    private static bool Begins(string name, string wrapper) =>
        name.StartsWith(wrapper, StringComparison.Ordinal) && name.Length > wrapper.Length + 1 && name[wrapper.Length] == '.';

    private static bool IsLoss(string name) => name.Split('.') is [var first, _, ..] && Losses.Contains(first);

    private static string WithoutInsertions(string name)
    {
        var parts = name.Split('.');
        return string.Join('.', [.. parts[..^1].Where(part => !Insertions.Contains(part)), parts[^1]]);
    }

    // Where two names would become one, all stay what they are.
    private static Dictionary<string, WeightTensor> Rename(Dictionary<string, WeightTensor> tensors, Func<string, string> rename)
    {
        var renamed = new Dictionary<string, WeightTensor>(tensors.Count, StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
            if (!renamed.TryAdd(rename(name), tensor)) return tensors;
        return renamed;
    }
}
