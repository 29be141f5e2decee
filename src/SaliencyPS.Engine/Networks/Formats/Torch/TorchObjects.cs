using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>The only classes and functions that a pickle may name: those that PyTorch writes for a state dict.</summary>
internal static class TorchObjects
{
    private const int MaximumRank = 8;

    /// <summary>Admits a class or function that is known to be harmless data.</summary>
    /// <exception cref="NetworkFormatException">It is none of them; the message names it.</exception>
    public static PickleGlobal Global(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return global.ToString() switch
        {
            "collections.OrderedDict" or "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2"
                or "torch._utils._rebuild_parameter" or "torch.nn.parameter.Parameter" => global,
            _ when StorageFormat(global) is not null => global,
            _ => throw new NetworkFormatException(
                $"The file asks for '{global}', which is not part of a plain state dict; nothing was run. "
                + "Save the network's state_dict() and nothing else.", "Pickle"),
        };
    }

    /// <summary>
    /// The persistent id of a storage: ("storage", type, key, device, element count[, (view key, offset, count)]).
    /// </summary>
    public static PickleStorage Storage(object?[] id)
    {
        if (id is not ["storage", PickleGlobal type, string key, _, long count, ..] || StorageFormat(type) is not { } format
            || count < 0)
            throw new NetworkFormatException("A persistent id is not a storage's.", "Pickle");
        return id is [_, _, _, _, _, object?[] view]
            ? view is [_, long start, long size] && start >= 0 && size >= 0 && start <= count - size
                ? new PickleStorage(key, format, start, size, count)
                : throw new NetworkFormatException("The view leaves its storage.", $"Storage '{key}'")
            : new PickleStorage(key, format, 0, count, count);
    }

    /// <summary>What a call of one of the known functions makes.</summary>
    public static object? Call(PickleGlobal function, object?[] arguments) => (function.Name, arguments) switch
    {
        ("OrderedDict", []) => new Dictionary<object, object?>(),
        ("OrderedDict", [List<object?> items]) => Dictionary(items),
        ("_rebuild_tensor" or "_rebuild_tensor_v2", [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..])
            => new PickleTensor(storage, offset, Integers(shape), Integers(strides)),
        ("_rebuild_parameter" or "Parameter", [PickleTensor tensor, ..]) => tensor,
        _ => throw new NetworkFormatException($"A call of '{function}' has arguments that it does not take.", "Pickle"),
    };

    /// <summary>Sets one entry; keys are strings, numbers or booleans.</summary>
    public static void SetItem(Dictionary<object, object?> target, object? key, object? value)
    {
        if (key is not (string or long or bool or double))
            throw new NetworkFormatException("A dictionary key is neither text nor a number.", "Pickle");
        target[key] = value;
    }

    private static Dictionary<object, object?> Dictionary(List<object?> items)
    {
        var result = new Dictionary<object, object?>(items.Count);
        foreach (var item in items)
        {
            var (key, value) = item switch
            {
                object?[] and [var k, var v] => (k, v),
                List<object?> and [var k, var v] => (k, v), // as Python 2 wrote it
                _ => throw new NetworkFormatException("An ordered dictionary's item is not a pair.", "Pickle"),
            };
            SetItem(result, key, value);
        }
        return result;
    }

    private static long[] Integers(object?[] tuple) => tuple.Length <= MaximumRank && tuple.All(v => v is long)
        ? [.. tuple.Cast<long>()]
        : throw new NetworkFormatException("A size or stride is not a tuple of integers.", "Pickle",
            $"at most {MaximumRank} axes");

    private static NumberFormat? StorageFormat(PickleGlobal type) =>
        type.Module is not ("torch" or "torch.cuda") ? null : type.Name switch
    {
        "FloatStorage" => NumberFormat.Float32,
        "HalfStorage" => NumberFormat.Float16,
        "BFloat16Storage" => NumberFormat.BFloat16,
        "DoubleStorage" => NumberFormat.Float64,
        "LongStorage" => NumberFormat.Int64,
        "IntStorage" => NumberFormat.Int32,
        "ShortStorage" => NumberFormat.Int16,
        "CharStorage" or "ByteStorage" or "BoolStorage" => NumberFormat.Int8,
        "ComplexFloatStorage" => NumberFormat.Complex64,
        "ComplexDoubleStorage" => NumberFormat.Complex128,
        _ => null,
    };
}
