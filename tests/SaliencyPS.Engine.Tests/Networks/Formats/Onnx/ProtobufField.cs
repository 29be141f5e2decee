using System.Text;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>A field of an ONNX file as a tree that can be changed and written again, whatever it holds by then.</summary>
internal sealed class ProtobufField(string message, int number, int type)
{
    // Which fields are messages themselves, and which are lists of integers, by the message that they are in.
    private static readonly Dictionary<(string Message, int Field), string> Messages = new()
    {
        [("Model", 7)] = "Graph", [("Model", 8)] = "OperatorSet", [("Graph", 1)] = "Node", [("Graph", 5)] = "Tensor",
        [("Graph", 11)] = "Value", [("Graph", 12)] = "Value", [("Node", 5)] = "Attribute", [("Attribute", 5)] = "Tensor",
        [("Value", 2)] = "Type", [("Type", 1)] = "TensorType", [("TensorType", 2)] = "Shape", [("Shape", 1)] = "Dimension",
        [("Tensor", 13)] = "Pair",
    };

    private static readonly HashSet<(string Message, int Field)> Lists =
        [("Tensor", 1), ("Tensor", 5), ("Tensor", 7), ("Attribute", 8)];

    /// <summary>The message that the field is in.</summary>
    public string Message => message;

    public int Number => number;

    /// <summary>Wire type: 0 varint, 1 eight bytes, 2 bytes, 5 four bytes.</summary>
    public int Type => type;

    /// <summary>The value of a varint.</summary>
    public ulong Integer { get; set; }

    /// <summary>The value of any other field that is no message.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>The fields of a message.</summary>
    public List<ProtobufField>? Fields { get; set; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public bool Is(string inMessage, int field) => message == inMessage && number == field;

    public static ProtobufField OfInteger(string message, int number, long value) =>
        new(message, number, 0) { Integer = (ulong)value };

    public static ProtobufField OfText(string message, int number, string value) =>
        new(message, number, 2) { Bytes = Encoding.UTF8.GetBytes(value) };

    public static ProtobufField OfSingle(string message, int number, float value) =>
        new(message, number, 5) { Bytes = BitConverter.GetBytes(value) };

    public static ProtobufField OfMessage(string message, int number, params List<ProtobufField> fields) =>
        new(message, number, 2) { Fields = fields };

    /// <summary>Parses a sound message; packed lists become one field per value.</summary>
    public static List<ProtobufField> Parse(ReadOnlySpan<byte> bytes, string message = "Model")
    {
        var fields = new List<ProtobufField>();
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Varint(bytes, ref at);
            var field = new ProtobufField(message, (int)(tag >> 3), (int)(tag & 7));
            var length = field.Type switch { 0 => 0, 1 => 8, 5 => 4, _ => (int)Varint(bytes, ref at) };
            if (field.Type == 0) field.Integer = Varint(bytes, ref at);
            var value = bytes.Slice(at, length);
            at += length;
            if (field.Type == 2 && Lists.Contains((message, field.Number)))
            {
                for (var i = 0; i < value.Length;)
                    fields.Add(new(message, field.Number, 0) { Integer = Varint(value, ref i) });
                continue;
            }

            if (field.Type == 2 && Messages.TryGetValue((message, field.Number), out var inner))
                field.Fields = Parse(value, inner);
            else if (field.Type != 0) field.Bytes = value.ToArray();
            fields.Add(field);
        }

        return fields;
    }

    public static byte[] Write(List<ProtobufField> fields)
    {
        var stream = new MemoryStream();
        foreach (var field in fields) field.Write(stream);
        return stream.ToArray();
    }

    public ProtobufField Copy() => new(message, number, type)
    {
        Integer = Integer, Bytes = [.. Bytes], Fields = Fields?.ConvertAll(field => field.Copy()),
    };

    private void Write(MemoryStream stream)
    {
        WriteVarint(stream, (ulong)number << 3 | (uint)type);
        if (type == 0)
        {
            WriteVarint(stream, Integer);
            return;
        }

        var value = Fields is null ? Bytes : Write(Fields);
        if (type == 2) WriteVarint(stream, (ulong)value.Length);
        stream.Write(value);
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
