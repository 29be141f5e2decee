using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>A torch.nn.Module that was saved whole, with its tensors and the modules in it.</summary>
internal static class TorchModule
{
    // Several times as many as in any network of today; a hostile module may hold itself.
    private const int MaximumDepth = 64, MaximumCount = 100_000;

    /// <summary>Its parameters and buffers under the names that its state_dict() would have.</summary>
    /// <returns>null if the value is no module.</returns>
    /// <exception cref="NetworkFormatException">Modules are too many or too deep in each other.</exception>
    public static Dictionary<object, object?>? StateDict(object? value)
    {
        if (value is not PickleObject { Attributes: { } attributes } || !attributes.ContainsKey("_modules")) return null;
        var tensors = new Dictionary<object, object?>();
        var count = 0;
        Add(attributes, "", 0);
        return tensors;

        void Add(Dictionary<object, object?> module, string prefix, int depth)
        {
            var own = Entries(module, "_parameters").Concat(Entries(module, "_buffers"))
                .Where(entry => entry.Value is PickleTensor);
            foreach (var (name, tensor) in own) tensors[$"{prefix}{name}"] = tensor;
            if (depth > MaximumDepth || (count += 1 + own.Count()) > MaximumCount)
                throw new NetworkFormatException("Modules are too many or too deep in each other.", "Pickle");
            foreach (var (name, inner) in Entries(module, "_modules"))
                if (inner is PickleObject { Attributes: { } its }) Add(its, $"{prefix}{name}.", depth + 1);
        }
    }

    private static Dictionary<object, object?> Entries(Dictionary<object, object?> module, string kind) =>
        module.GetValueOrDefault(kind) as Dictionary<object, object?> ?? [];
}
