using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// Finds the state dict in what a checkpoint holds besides: epochs, options, optimizers, averages of the weights.
/// </summary>
internal sealed class TorchCheckpoint
{
    // The names under which training scripts keep the state dict inside a larger checkpoint; the averaged weights are taken
    // where there are no others.
    private static readonly string[] Nests =
    [
        "state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "weights", "params",
        "state_dict_ema", "model_ema_state_dict", "model_ema", "ema_state_dict", "ema_model", "ema", "params_ema",
    ];

    private readonly TorchModules _modules = new();

    /// <summary>
    /// The dictionary of tensors: one that a known name leads to, or else the only one there is, or else the checkpoint itself.
    /// </summary>
    /// <exception cref="NetworkFormatException">There is none, or there are several under unknown names.</exception>
    public static Dictionary<object, object?> FindStateDict(object? root) => new TorchCheckpoint().Find(root);

    private Dictionary<object, object?> Find(object? root)
    {
        if (Dictionary(root) is not { } checkpoint)
            throw new NetworkFormatException("There is no state dict.", "Pickle", "a dictionary of tensors", Kind(root));
        if (Nested(checkpoint, []) is { } known) return known;
        if (Tensors(checkpoint) > 0) return checkpoint;
        var others = checkpoint.Where(entry => Tensors(entry.Value) > 0).Take(2).ToArray();
        if (others is [var only]) return Dictionary(only.Value)!;
        throw new NetworkFormatException(
            others.Length == 0 ? "There is no tensor where a state dict may be."
                : "It cannot be told which state dict is the network's.",
            "Pickle", $"a dictionary of tensors, alone or under one of {string.Join(", ", Nests)}",
            checkpoint.Count == 0 ? "an empty dictionary"
                : string.Join(", ", checkpoint.Take(12).Select(entry => $"'{entry.Key}' ({Kind(entry.Value)})"))
                    + (checkpoint.Count > 12 ? $" and {checkpoint.Count - 12} more" : ""));
    }

    // A hostile dictionary may hold itself, so none is looked into twice.
    private Dictionary<object, object?>? Nested(Dictionary<object, object?> dictionary, HashSet<object> seen)
    {
        if (!seen.Add(dictionary)) return null;
        foreach (var name in Nests)
            if (Dictionary(dictionary.GetValueOrDefault(name)) is { } nest
                && (Nested(nest, seen) ?? (Tensors(nest) > 0 ? nest : null)) is { } found) return found;
        return null;
    }

    // A dictionary, or the state dict of a module that was saved whole.
    private Dictionary<object, object?>? Dictionary(object? value) =>
        value as Dictionary<object, object?> ?? _modules.StateDict(value);

    private int Tensors(object? value) =>
        Dictionary(value)?.Count(entry => entry is { Key: string, Value: PickleTensor }) ?? 0;

    private string Kind(object? value) => value switch
    {
        null => "nothing",
        PickleTensor tensor => $"a tensor, {WeightTensor.Text(tensor.Shape)}",
        Dictionary<object, object?> when Tensors(value) is > 0 and var count => $"{count} tensors",
        Dictionary<object, object?> => "a dictionary without tensors",
        List<object?> or object?[] => "a list",
        string => "text",
        bool => "true or false",
        PickleObject other when Tensors(other) is > 0 and var count => $"a module of {count} tensors, {other.Type}",
        PickleObject other => $"an object, {other.Type}",
        PickleGlobal or PickleStorage => "no data",
        _ => "a number",
    };
}
