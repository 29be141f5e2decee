using System.Buffers.Binary;
using System.Text;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Reads the fields of one protobuf message (Protocol Buffers, "Encoding"). Every length is checked against the message's end.
/// </summary>
internal struct ProtobufReader(ReadOnlyMemory<byte> message)
{
    private const int VarintType = 0, Fixed64Type = 1, BytesType = 2, Fixed32Type = 5;

    private readonly ReadOnlyMemory<byte> _message = message;
    private int _position, _type;

    /// <summary>Number of the field that <see cref="MoveNext"/> stopped at.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; its value must then be read or skipped.</summary>
    public bool MoveNext()
    {
        if (_position == _message.Length) return false;
        var tag = Varint();
        if (tag >> 3 is 0 or > int.MaxValue) throw Fault($"field number {tag >> 3}");
        (Field, _type) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    /// <summary>The value as an integer.</summary>
    public long Integer()
    {
        Require(VarintType);
        return (long)Varint();
    }

    /// <summary>The value as a float.</summary>
    public float Single()
    {
        Require(Fixed32Type);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4).Span);
    }

    /// <summary>The value as bytes or an embedded message, not copied.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Require(BytesType);
        var length = Varint();
        return length <= int.MaxValue ? Take((int)length) : throw Fault($"a length of {length}");
    }

    /// <summary>The value as text.</summary>
    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    /// <summary>Adds the integers of a repeated field, packed or not.</summary>
    public void AddIntegers(List<long> values)
    {
        if (_type == VarintType)
        {
            values.Add(Integer());
            return;
        }
        var packed = new ProtobufReader(Bytes());
        while (packed._position < packed._message.Length) values.Add((long)packed.Varint());
    }

    /// <summary>Adds the floats of a repeated field, packed or not.</summary>
    public void AddSingles(List<float> values)
    {
        if (_type == Fixed32Type) values.Add(Single());
        else values.AddRange(NumberFormat.Float32.ToSingle(Whole(Bytes(), 4)));
    }

    /// <summary>Adds the doubles of a repeated field, packed or not, rounded to float.</summary>
    public void AddDoubles(List<float> values) =>
        values.AddRange(NumberFormat.Float64.ToSingle(_type == Fixed64Type ? Take(8).Span : Whole(Bytes(), 8)));

    /// <summary>Passes over the value.</summary>
    public void Skip()
    {
        if (_type == VarintType) Varint();
        else if (_type == Fixed64Type) Take(8);
        else if (_type == Fixed32Type) Take(4);
        else Bytes();
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw Fault("an integer of more than 10 bytes");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _message.Length - _position)
            throw Fault($"a value of {count} bytes where {_message.Length - _position} are left");
        var taken = _message.Slice(_position, count);
        _position += count;
        return taken;
    }

    private readonly ReadOnlySpan<byte> Whole(ReadOnlyMemory<byte> packed, int size) =>
        packed.Length % size == 0 ? packed.Span : throw Fault($"{packed.Length} bytes of packed {size}-byte values");

    private readonly void Require(int type)
    {
        if (_type != type) throw Fault($"wire type {_type} instead of {type}");
    }

    private readonly NetworkFormatException Fault(string what) =>
        new($"It is damaged or not ONNX: {what} in field {Field}.", "Protobuf message");
}
