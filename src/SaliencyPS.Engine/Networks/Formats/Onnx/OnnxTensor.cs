using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A <c>TensorProto</c>: raw little-endian data here or in another file, or one of the typed lists.</summary>
internal sealed class OnnxTensor
{
    /// <summary>Most axes of a constant.</summary>
    public const int MaximumAxes = 32;

    private const long External = 1;

    private readonly List<long> _sizes = [], _integers = [];
    private readonly List<float> _singles = [];
    private readonly Dictionary<string, string> _external = [];
    private ReadOnlyMemory<byte>? _raw;
    private long _type, _location;

    /// <summary>The tensor's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Smallest and largest number of the element type, where that is of integers of at most 16 bits.</summary>
    public (int Minimum, int Maximum)? Range => _type switch
    {
        2 => (0, byte.MaxValue),
        3 => (sbyte.MinValue, sbyte.MaxValue),
        4 => (0, ushort.MaxValue),
        5 => (short.MinValue, short.MaxValue),
        21 => (0, 15),
        22 => (-8, 7),
        _ => null,
    };

    /// <summary>Parses the message.</summary>
    public static OnnxTensor Parse(ReadOnlyMemory<byte> message)
    {
        var tensor = new OnnxTensor();
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: reader.AddIntegers(tensor._sizes); break;
                case 2: tensor._type = reader.Integer(); break;
                case 4: reader.AddSingles(tensor._singles); break;
                case 5 or 7 or 11: reader.AddIntegers(tensor._integers); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor._raw = reader.Bytes(); break;
                case 10: reader.AddDoubles(tensor._singles); break;
                case 13:
                    var (key, value) = OnnxModel.ParsePair(reader.Bytes());
                    tensor._external[key] = value;
                    break;
                case 14: tensor._location = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        return tensor;
    }

    /// <summary>Converts the data.</summary>
    /// <param name="files">Where to find data that is not in the message.</param>
    /// <exception cref="NetworkFormatException">
    /// The data cannot be found, is of a type that is not supported, or not of the length that the sizes say.
    /// </exception>
    public OnnxConstant ToConstant(OnnxExternalData files)
    {
        var element = $"Tensor '{Name}'";
        if (_sizes.Count > MaximumAxes)
            throw new NetworkFormatException("There are too many axes.", element, $"at most {MaximumAxes}", $"{_sizes.Count}");
        var count = WeightTensor.CountElements(_sizes, Name);
        // Numbers of TensorProto.DataType.
        NumberFormat? format = _type switch
        {
            1 => NumberFormat.Float32,
            10 => NumberFormat.Float16,
            11 => NumberFormat.Float64,
            16 => NumberFormat.BFloat16,
            _ => null,
        };
        var bits = format?.Size() * 8 ?? _type switch
        {
            2 or 3 or 9 => 8,
            4 or 5 => 16,
            6 or 12 => 32,
            7 or 13 => 64,
            21 or 22 => 4,
            _ => throw new NetworkFormatException("The element type is not supported.", element,
                "FLOAT, FLOAT16, BFLOAT16, DOUBLE, BOOL or an integer of 4 to 64 bits", $"type {_type}"),
        };
        var bytes = checked(((long)count * bits + 7) / 8);
        if (_location == External) _raw = ReadExternal(files, element, bytes);
        var listed = format is NumberFormat.Float32 or NumberFormat.Float64 ? _singles.Count : _integers.Count;
        if (_raw is { } raw ? raw.Length != bytes : listed != (bits == 4 ? (count + 1) / 2 : count))
            throw new NetworkFormatException("The number of values is wrong.", element, $"{count} ({WeightTensor.Text(_sizes)})",
                $"{(_raw is { } found ? (found.Length * 8L + bits - 1) / bits : listed)}");
        return format is { } floats ? new OnnxConstant([.. _sizes], Singles(floats), null)
            : new OnnxConstant([.. _sizes], null, Integers(count, bits));
    }

    private byte[] ReadExternal(OnnxExternalData files, string element, long bytes)
    {
        long? length = Number("length", element);
        if (length is { } stated && stated != bytes)
            throw new NetworkFormatException("The number of values is wrong.", element,
                $"{bytes} bytes ({WeightTensor.Text(_sizes)})", $"{stated} bytes");
        return files.Read(_external.GetValueOrDefault("location", ""), Number("offset", element) ?? 0, bytes, element);
    }

    private long? Number(string key, string element) => !_external.TryGetValue(key, out var text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new NetworkFormatException($"The {key} of its data is wrong.", element, "a number of bytes", text);

    private float[] Singles(NumberFormat format)
    {
        if (_raw is { } raw) return format.ToSingle(raw.Span);
        if (format is NumberFormat.Float32 or NumberFormat.Float64) return [.. _singles];
        // The typed list keeps 16-bit floats as the integers of their bits.
        return format.ToSingle(MemoryMarshal.AsBytes<ushort>(_integers.Select(i => (ushort)i).ToArray()));
    }

    private long[] Integers(int count, int bits)
    {
        var values = new long[count];
        for (var i = 0; i < count; i++)
            values[i] = bits == 4 ? Half(_raw is { } packed ? packed.Span[i / 2] : (byte)_integers[i / 2], i % 2)
                : _raw is not { } raw ? _integers[i]
                : _type switch
                {
                    2 or 9 => raw.Span[i],
                    3 => (sbyte)raw.Span[i],
                    4 => BinaryPrimitives.ReadUInt16LittleEndian(raw.Span[(2 * i)..]),
                    5 => BinaryPrimitives.ReadInt16LittleEndian(raw.Span[(2 * i)..]),
                    6 => BinaryPrimitives.ReadInt32LittleEndian(raw.Span[(4 * i)..]),
                    12 => BinaryPrimitives.ReadUInt32LittleEndian(raw.Span[(4 * i)..]),
                    _ => BinaryPrimitives.ReadInt64LittleEndian(raw.Span[(8 * i)..]),
                };
        return values;
    }

    // Two numbers of 4 bits are in a byte, the first in its lower half.
    private long Half(byte pair, int index)
    {
        var value = index == 0 ? pair & 15 : pair >> 4;
        return _type == 22 && value > 7 ? value - 16 : value;
    }
}
