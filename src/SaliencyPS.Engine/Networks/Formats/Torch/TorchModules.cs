using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>Modules of torch.nn that were saved whole, with their tensors and the modules in them.</summary>
internal sealed class TorchModules
{
    // Several times as many as in any network of today; a hostile module may hold itself, or be held a thousand times.
    private const int MaximumDepth = 64, MaximumCount = 100_000, MaximumName = 4096, MaximumTotal = 1_000_000;

    // By the object itself: many entries of a checkpoint may lead to the same one.
    private readonly Dictionary<object, Dictionary<object, object?>> _known = new(ReferenceEqualityComparer.Instance);
    private int _total;

    /// <summary>The parameters and buffers of one under the names that its state_dict() would have.</summary>
    /// <returns>null if the value is no module.</returns>
    /// <exception cref="NetworkFormatException">
    /// Modules are too many or too deep in each other, or their names too long.
    /// </exception>
    public Dictionary<object, object?>? StateDict(object? value)
    {
        if (value is not PickleObject { Attributes: { } attributes } || !attributes.ContainsKey("_modules")) return null;
        if (_known.TryGetValue(value, out var tensors)) return tensors;
        tensors = [];
        var count = 0;
        Add(attributes, "", 0);
        return _known[value] = tensors;

        void Add(Dictionary<object, object?> module, string prefix, int depth)
        {
            KeyValuePair<object, object?>[] own = [.. Entries(module, "_parameters").Concat(Entries(module, "_buffers"))
                .Where(entry => entry.Value is PickleTensor)];
            (count, _total) = (count + 1 + own.Length, _total + 1 + own.Length);
            if (depth > MaximumDepth || count > MaximumCount || _total > MaximumTotal || prefix.Length > MaximumName)
                throw new NetworkFormatException("Modules are too many or too deep in each other, or their names too long.",
                    "Pickle");
            foreach (var (name, tensor) in own) tensors[$"{prefix}{name}"] = tensor;
            foreach (var (name, inner) in Entries(module, "_modules"))
                if (inner is PickleObject { Attributes: { } its }) Add(its, $"{prefix}{name}.", depth + 1);
        }
    }

    private static Dictionary<object, object?> Entries(Dictionary<object, object?> module, string kind) =>
        module.GetValueOrDefault(kind) as Dictionary<object, object?> ?? [];
}
