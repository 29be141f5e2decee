using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Numpy;

/// <summary>
/// Reads .npy: a magic number, a version, the length of a header that is a Python dictionary in text, and the elements. See "NPY
/// format" in NumPy's documentation. Nothing in the header is evaluated.
/// </summary>
internal static class NumpyReader
{
    private const int MaximumHeader = 1 << 16, MaximumAxes = 32;

    /// <summary>True if a file that begins so is .npy.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start is
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..];

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">Its bytes; the array keeps those of the elements.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="NetworkFormatException">It is damaged, or of a type or byte order that is not supported.</exception>
    public static NumpyArray Read(ReadOnlyMemory<byte> file, string name)
    {
        var bytes = file.Span;
        if (!Recognizes(bytes) || bytes.Length < 10)
            throw new NetworkFormatException("It is not a NumPy array.", name, "a .npy file");
        var (version, wide) = (bytes[6], bytes[6] > 1);
        if (version is < 1 or > 3) throw new NetworkFormatException("The version is unknown.", name, "1 to 3", $"{version}");
        var start = wide ? 12 : 10;
        long length = bytes.Length < start ? long.MaxValue : wide ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (length > MaximumHeader || length > bytes.Length - start)
            throw new NetworkFormatException("The header is too long.", name,
                $"at most {Math.Min(MaximumHeader, Math.Max(0, bytes.Length - start))} bytes", $"{length}");
        var header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        var format = Type(Quoted(Value(header, "descr"), '\'', '\'') ?? throw Fault(header, name), name);
        var shape = Shape(Quoted(Value(header, "shape"), '(', ')') ?? throw Fault(header, name), name);
        var order = Value(header, "fortran_order");
        var isFortran = order.StartsWith("True");
        if (!isFortran && !order.StartsWith("False")) throw Fault(header, name);
        var data = file[(start + (int)length)..];
        var expected = (long)shape.Aggregate(1, (count, size) => count * size) * format.Size();
        if (data.Length != expected)
            throw new NetworkFormatException("The length is wrong.", name,
                $"{expected} bytes ({WeightTensor.Text(shape)} {format})", $"{data.Length}");
        return new(name, shape, format, isFortran ? RowMajor(data.Span, shape, format.Size()) : data);
    }

    // What follows a key and its colon; empty where there is no such key.
    private static ReadOnlySpan<char> Value(string header, string key)
    {
        var at = header.IndexOf($"'{key}'", StringComparison.Ordinal);
        var rest = at < 0 ? [] : header.AsSpan(at + key.Length + 2).TrimStart();
        return rest is [':', ..] ? rest[1..].TrimStart() : [];
    }

    // What stands between two marks, of which the first begins the text; null where they are not there.
    private static string? Quoted(ReadOnlySpan<char> text, char open, char close)
    {
        if (text.IsEmpty || text[0] != open) return null;
        var end = text[1..].IndexOf(close);
        return end < 0 ? null : text.Slice(1, end).ToString();
    }

    private static NetworkFormatException Fault(string header, string name) => new("The header is not valid.", name,
        "descr (one type), fortran_order and shape", header.Length <= 120 ? header.Trim() : header[..120] + "…");

    private static NumberFormat Type(string descr, string name) => descr switch
    {
        "<f2" => NumberFormat.Float16,
        "<f4" => NumberFormat.Float32,
        "<f8" => NumberFormat.Float64,
        "<i4" => NumberFormat.Int32,
        "<i8" => NumberFormat.Int64,
        ['>', ..] =>
            throw new NetworkFormatException("The numbers are big-endian; save them as astype('<f4').", name, actual: descr),
        _ => throw new NetworkFormatException("The type is not supported.", name, "<f2, <f4, <f8, <i4 or <i8", descr),
    };

    private static int[] Shape(string text, string name)
    {
        var sizes = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (sizes.Length > MaximumAxes)
            throw new NetworkFormatException("There are too many axes.", name, $"at most {MaximumAxes}", $"{sizes.Length}");
        long[] shape = [.. sizes.Select(size =>
            long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length
                : throw new NetworkFormatException("A size is not an integer.", name, actual: size))];
        if (WeightTensor.CountElements(shape, name) == 0)
            throw new NetworkFormatException("The array is empty.", name, actual: WeightTensor.Text(shape));
        return [.. shape.Select(size => (int)size)];
    }

    // Fortran's order: the first axis varies fastest.
    private static byte[] RowMajor(ReadOnlySpan<byte> data, int[] shape, int size)
    {
        var result = new byte[data.Length];
        var index = new int[shape.Length];
        for (var target = 0; target < data.Length; target += size)
        {
            var (source, stride) = (0, size);
            for (var axis = 0; axis < shape.Length; axis++)
            {
                source += index[axis] * stride;
                stride *= shape[axis];
            }

            data.Slice(source, size).CopyTo(result.AsSpan(target));
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) index[axis] = 0;
        }

        return result;
    }
}
