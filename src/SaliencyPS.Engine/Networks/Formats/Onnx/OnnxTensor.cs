using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A <c>TensorProto</c>: raw little-endian data, or one of the typed lists.</summary>
internal sealed class OnnxTensor
{
    private const long External = 1;

    private readonly List<long> _sizes = [], _integers = [];
    private readonly List<float> _singles = [];
    private ReadOnlyMemory<byte>? _raw;
    private long _type, _location;

    /// <summary>The tensor's name.</summary>
    public string Name { get; private set; } = "";

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
                case 5 or 7: reader.AddIntegers(tensor._integers); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor._raw = reader.Bytes(); break;
                case 10: reader.AddDoubles(tensor._singles); break;
                case 14: tensor._location = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        return tensor;
    }

    /// <summary>Converts the data.</summary>
    /// <exception cref="NetworkFormatException">The data is elsewhere, of a type that is not supported, or not of the length that
    /// the sizes say.</exception>
    public OnnxConstant ToConstant()
    {
        var element = $"Tensor '{Name}'";
        if (_location == External)
            throw new NetworkFormatException("Its data is in another file, which is not supported. Save the model in one file.",
                element);
        var count = WeightTensor.CountElements(_sizes, Name);
        // Numbers of TensorProto.DataType.
        NumberFormat format = _type switch
        {
            1 => NumberFormat.Float32,
            6 => NumberFormat.Int32,
            7 => NumberFormat.Int64,
            10 => NumberFormat.Float16,
            11 => NumberFormat.Float64,
            16 => NumberFormat.BFloat16,
            _ => throw new NetworkFormatException("The element type is not supported.", element,
                "FLOAT, FLOAT16, BFLOAT16, DOUBLE, INT32 or INT64", $"type {_type}"),
        };
        var stored = _raw is { } raw ? raw.Length / format.Size() + (raw.Length % format.Size() == 0 ? 0 : 1)
            : format is NumberFormat.Float32 or NumberFormat.Float64 ? _singles.Count : _integers.Count;
        if (stored != count)
            throw new NetworkFormatException("The number of values is wrong.", element, $"{count} ({WeightTensor.Text(_sizes)})",
                $"{stored}");
        return format.IsFloat() ? new OnnxConstant([.. _sizes], Singles(format), null)
            : new OnnxConstant([.. _sizes], null, Integers(format));
    }

    private float[] Singles(NumberFormat format)
    {
        if (_raw is { } raw) return format.ToSingle(raw.Span);
        if (format is NumberFormat.Float32 or NumberFormat.Float64) return [.. _singles];
        // The typed list keeps 16-bit floats as the integers of their bits.
        return format.ToSingle(MemoryMarshal.AsBytes<ushort>(_integers.Select(i => (ushort)i).ToArray()));
    }

    private long[] Integers(NumberFormat format)
    {
        if (_raw is not { } raw) return [.. _integers];
        var values = new long[raw.Length / format.Size()];
        for (var i = 0; i < values.Length; i++)
            values[i] = format switch
            {
                NumberFormat.Int32 => BinaryPrimitives.ReadInt32LittleEndian(raw.Span[(4 * i)..]),
                NumberFormat.Int64 => BinaryPrimitives.ReadInt64LittleEndian(raw.Span[(8 * i)..]),
                _ => throw new UnreachableException($"{format} is no integer format that a constant can have."),
            };
        return values;
    }
}
