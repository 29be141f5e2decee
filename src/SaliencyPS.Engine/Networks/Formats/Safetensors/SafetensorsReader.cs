using System.Buffers.Binary;
using System.Text.Json;
using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Safetensors;

/// <summary>
/// Reads safetensors: a little-endian 64-bit header length, a JSON header that gives every tensor's type, shape and place, and
/// the values. See "Format" in the huggingface/safetensors documentation.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The specification's limit on the header.</summary>
    private const long MaximumHeader = 100_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>True if a file that begins with these bytes, 9 at least, can be safetensors.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length > 8 && start[8] == '{' && (BinaryPrimitives.ReadUInt64LittleEndian(start) <= MaximumHeader
            || start[9..].TrimStart(" \t\r\n"u8).StartsWith("\""u8)); // a false length before a header

    /// <summary>Reads the header. The tensors' values are read from the stream when they are taken.</summary>
    /// <exception cref="NetworkFormatException">The file breaks a rule of the format; the message names the field or
    /// tensor.</exception>
    public static (StateDict Weights, IReadOnlyDictionary<string, string> Metadata) Read(Stream stream)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(stream.ReadAt(0, 8, "Header length"));
        if (length > MaximumHeader || length > (ulong)(stream.Length - 8))
            throw new NetworkFormatException("The header is too long.", "Header length",
                $"at most {Math.Min(MaximumHeader, stream.Length - 8)} bytes", $"{length}");
        try
        {
            using var header = JsonDocument.Parse(stream.ReadAt(8, (long)length, "Header"), Strict);
            return Read(stream, header.RootElement, 8 + (long)length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a JSON value of another kind than its field must have.
            throw new NetworkFormatException($"The header is not valid. {JsonFault.Of(e)}", "Header", inner: e);
        }
    }

    private static (StateDict, IReadOnlyDictionary<string, string>) Read(Stream stream, JsonElement header, long start)
    {
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, WeightTensor>();
        var extents = new List<(long Begin, long End, string Name)>();
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (var entry in property.Value.EnumerateObject()) metadata[entry.Name] = entry.Value.GetString() ?? "";
                continue;
            }
            var (tensor, begin, end) = ReadTensor(stream, property, start);
            tensors[property.Name] = tensor;
            extents.Add((begin, end, property.Name));
        }
        RequireNoHoles(extents, stream.Length - start);
        return (new StateDict(tensors), metadata);
    }

    private static (WeightTensor, long Begin, long End) ReadTensor(Stream stream, JsonProperty entry, long start)
    {
        var element = $"Tensor '{entry.Name}'";
        if (!entry.Value.TryGetProperty("dtype", out var dtype) || !entry.Value.TryGetProperty("shape", out var sizes)
            || !entry.Value.TryGetProperty("data_offsets", out var offsets) || offsets.GetArrayLength() != 2)
            throw new NetworkFormatException("The entry is incomplete.", element, "dtype, shape and two data_offsets",
                entry.Value.Raw());

        var format = Format(dtype.GetString(), element);
        long[] shape = [.. sizes.EnumerateArray().Select(s => Integer(s, element))];
        var (begin, end) = (Integer(offsets[0], element), Integer(offsets[1], element));
        var size = (long)WeightTensor.CountElements(shape, entry.Name) * format.Size();
        if (begin < 0 || end < begin || end > stream.Length - start || end - begin != size)
            throw new NetworkFormatException("The data_offsets are wrong.", element,
                $"{size} bytes ({WeightTensor.Text(shape)} {format}) within {stream.Length - start}", $"{begin} to {end}");
        float[] Read() => format.ToSingle(stream.ReadAt(start + begin, size, element));
        return (new WeightTensor([.. shape.Select(s => (int)s)], Read), begin, end);
    }

    private static long Integer(JsonElement value, string element) => value.TryGetInt64(out var number)
        ? number
        : throw new NetworkFormatException("A size or offset is not an integer.", element, actual: value.Raw());

    private static NumberFormat Format(string? dtype, string element) => dtype switch
    {
        "F32" => NumberFormat.Float32,
        "F16" => NumberFormat.Float16,
        "BF16" => NumberFormat.BFloat16,
        "F64" => NumberFormat.Float64,
        "I64" or "U64" => NumberFormat.Int64,
        "I32" or "U32" => NumberFormat.Int32,
        "I16" or "U16" => NumberFormat.Int16,
        "I8" or "U8" or "BOOL" => NumberFormat.Int8,
        _ => throw new NetworkFormatException("The dtype is not supported.", element,
            "F32, F16, BF16, F64, an integer type or BOOL", dtype),
    };

    /// <summary>The specification demands that the tensors cover the whole data section, without holes or overlap.</summary>
    private static void RequireNoHoles(List<(long Begin, long End, string Name)> extents, long length)
    {
        extents.Sort();
        long position = 0;
        foreach (var (begin, end, name) in extents)
        {
            if (begin != position)
                throw new NetworkFormatException("The data has a hole or overlaps another tensor's.", $"Tensor '{name}'",
                    $"a start at {position}", $"{begin}");
            position = end;
        }
        if (position != length)
            throw new NetworkFormatException("Bytes follow the last tensor.", "Data", $"{position} bytes", $"{length}");
    }
}
