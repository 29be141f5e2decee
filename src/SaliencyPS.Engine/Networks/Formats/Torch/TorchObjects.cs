using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// What the classes and functions that a pickle names are to us: those that PyTorch writes for a state dict make tensors and
/// dictionaries, all others an object that is only its name and attributes.
/// </summary>
internal static class TorchObjects
{
    private const int MaximumRank = 8;

    // Modules that run programs or read files. Nothing of a pickle ever runs here; but a file that names them would elsewhere.
    private static readonly string[] Programs =
    [
        "builtins", "__builtin__", "os", "posix", "nt", "sys", "subprocess", "importlib", "runpy", "shutil", "socket", "ctypes",
        "pickle", "marshal", "torch", "torch.hub", "torch.serialization",
    ];

    // What is data among them, such as getattr for a member of an enumeration.
    private static readonly string[] Data =
    [
        "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "getattr", "int", "list", "object", "range", "set",
        "slice", "str", "tuple", "Size", "Tensor", "device", "dtype", "bfloat16", "float16", "float32", "float64", "int8",
        "int16", "int32", "int64", "uint8",
    ];

    /// <summary>Admits the name of a class or function.</summary>
    /// <exception cref="NetworkFormatException">It runs programs; the message names it.</exception>
    public static PickleGlobal Global(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return StorageFormat(global) is null && !Data.Contains(name)
            && Array.Exists(Programs, m => module == m || m != "torch" && module.StartsWith(m + ".", StringComparison.Ordinal))
            ? throw new NetworkFormatException($"The file asks for '{global}', which is not part of a checkpoint; nothing was "
                + "run. Save the network's state_dict() and nothing else.", "Pickle")
            : global;
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

    /// <summary>What a call makes: tensors and dictionaries of the functions that are known, else an object.</summary>
    public static object? Call(PickleGlobal function, object?[] arguments) => (function.ToString(), arguments) switch
    {
        ("collections.OrderedDict", []) or ("collections.defaultdict", _) =>
            new Dictionary<object, object?>(KeyComparer.Instance),
        ("collections.OrderedDict", [List<object?> items]) => Dictionary(items),
        ("torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2",
            [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..])
            => new PickleTensor(storage, offset, Integers(shape), Integers(strides)),
        ("torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" or "torch.nn.parameter.Parameter",
            [PickleTensor tensor, ..]) => tensor,
        // A tensor of a class of its own: (function, class, arguments, attributes).
        ("torch._tensor._rebuild_from_type_v2", [PickleGlobal { Module: "torch._utils" } inner, _, object?[] its, ..])
            => Call(inner, its),
        _ when function.Module == "torch._utils"
            || function.ToString() is "collections.OrderedDict" or "torch.nn.parameter.Parameter"
            => throw new NetworkFormatException($"A call of '{function}' has arguments that it does not take.", "Pickle"),
        _ => new PickleObject(function),
    };

    /// <summary>Sets one entry. Only text can name a tensor: entries whose keys are neither text nor numbers are left
    /// out.</summary>
    public static void SetItem(Dictionary<object, object?> target, object? key, object? value)
    {
        if (key is string or long or bool or double) target[key] = value;
    }

    private static Dictionary<object, object?> Dictionary(List<object?> items)
    {
        var result = new Dictionary<object, object?>(items.Count, KeyComparer.Instance);
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
