using System.Buffers.Binary;
using System.Text;

namespace SaliencyPS.Export.Onnx;

/// <summary>
/// Writes the fields of one protobuf message (Protocol Buffers, "Encoding") as parts, so that long runs of bytes, weights
/// above all, are not copied until they reach the file.
/// </summary>
internal sealed class ProtobufWriter
{
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private MemoryStream _open = new();

    /// <summary>Length of the message so far, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Adds an integer.</summary>
    public ProtobufWriter Integer(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Adds a float.</summary>
    public ProtobufWriter Single(int field, float value)
    {
        Varint((ulong)field << 3 | 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    /// <summary>Adds text.</summary>
    public ProtobufWriter Text(int field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint((ulong)field << 3 | 2);
        Varint((ulong)bytes.Length);
        Append(bytes);
        return this;
    }

    /// <summary>Adds bytes, which are not copied and must not change until the message is written.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        Close();
        _parts.Add(value);
        Length += value.Length;
        return this;
    }

    /// <summary>Adds a message.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)message.Length);
        return Append(message);
    }

    /// <summary>Adds the fields of another writer.</summary>
    public ProtobufWriter Append(ProtobufWriter fields)
    {
        Close();
        fields.Close();
        _parts.AddRange(fields._parts);
        Length += fields.Length;
        return this;
    }

    /// <summary>Writes the message.</summary>
    public void WriteTo(Stream stream)
    {
        Close();
        foreach (var part in _parts) stream.Write(part.Span);
    }

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        Append(bytes[..count]);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _open.Write(bytes);
        Length += bytes.Length;
    }

    private void Close()
    {
        if (_open.Length == 0) return;
        _parts.Add(_open.ToArray());
        _open = new();
    }
}
