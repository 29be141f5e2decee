namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// A <c>ValueInfoProto</c>: a name and sizes of a graph's input or output; a size is null where the file leaves it open.
/// </summary>
internal sealed class OnnxInput
{
    /// <summary>The value's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Sizes of all axes, the batch included; null if the file gives no shape.</summary>
    public List<long?>? Sizes { get; private set; }

    /// <summary>Parses the message.</summary>
    public static OnnxInput Parse(ReadOnlyMemory<byte> message)
    {
        var input = new OnnxInput();
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: input.Name = reader.Text(); break;
                case 2: input.ParseType(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        return input;
    }

    // TypeProto.tensor_type → Tensor.shape → TensorShapeProto.dim (repeated) → Dimension.dim_value
    private void ParseType(ReadOnlyMemory<byte> type)
    {
        for (var reader = new ProtobufReader(type); reader.MoveNext();)
            if (reader.Field == 1) ParseTensorType(reader.Bytes());
            else reader.Skip();
    }

    private void ParseTensorType(ReadOnlyMemory<byte> type)
    {
        for (var reader = new ProtobufReader(type); reader.MoveNext();)
            if (reader.Field == 2) ParseShape(reader.Bytes());
            else reader.Skip();
    }

    private void ParseShape(ReadOnlyMemory<byte> shape)
    {
        Sizes = [];
        for (var reader = new ProtobufReader(shape); reader.MoveNext();)
            if (reader.Field == 1) Sizes.Add(ParseSize(reader.Bytes()));
            else reader.Skip();
    }

    private static long? ParseSize(ReadOnlyMemory<byte> dimension)
    {
        long? size = null;
        for (var reader = new ProtobufReader(dimension); reader.MoveNext();)
            if (reader.Field == 1) size = reader.Integer();
            else reader.Skip();
        return size > 0 ? size : null; // exporters write 0 or −1 for an open size
    }
}
