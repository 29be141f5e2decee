using System.Buffers.Binary;
using System.Text;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Writes protobuf messages, for tests.</summary>
internal sealed class ProtobufWriter
{
    private readonly MemoryStream _stream = new();

    public byte[] ToArray() => _stream.ToArray();

    public ProtobufWriter Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public ProtobufWriter Single(int field, float value)
    {
        Varint((ulong)field << 3 | 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _stream.Write(bytes);
        return this;
    }

    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        _stream.Write(value);
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        return Bytes(field, inner.ToArray());
    }

    /// <summary>A packed list, as proto3 writes it.</summary>
    public ProtobufWriter Packed(int field, params IEnumerable<long> values)
    {
        var inner = new ProtobufWriter();
        foreach (var value in values) inner.Varint((ulong)value);
        return Bytes(field, inner.ToArray());
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _stream.WriteByte((byte)(value | 0x80));
        _stream.WriteByte((byte)value);
    }
}
