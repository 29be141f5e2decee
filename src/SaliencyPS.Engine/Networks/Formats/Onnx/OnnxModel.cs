using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// The parts of an ONNX <c>ModelProto</c> that matter here. Numbers in the parsers are the field numbers of onnx.proto.
/// </summary>
internal sealed class OnnxModel
{
    /// <summary>Version of the default operator set.</summary>
    public long Opset { get; private set; }

    /// <summary>Length of the file in bytes.</summary>
    public required int Length { get; init; }

    /// <summary>The <c>metadata_props</c>.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>The nodes, in any order.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>Constant tensors, weights above all.</summary>
    public List<OnnxTensor> Initializers { get; } = [];

    /// <summary>The graph's inputs; old files list the initializers among them.</summary>
    public List<OnnxInput> Inputs { get; } = [];

    /// <summary>The graph's outputs.</summary>
    public List<OnnxInput> Outputs { get; } = [];

    /// <summary>Parses a whole file. Raw tensor data is not copied: it stays in <paramref name="file"/>.</summary>
    /// <exception cref="NetworkFormatException">The bytes are not an ONNX model.</exception>
    public static OnnxModel Parse(ReadOnlyMemory<byte> file)
    {
        var model = new OnnxModel { Length = file.Length };
        var graph = false;
        for (var reader = new ProtobufReader(file); reader.MoveNext();)
            switch (reader.Field)
            {
                case 7:
                    graph = true;
                    model.ParseGraph(reader.Bytes());
                    break;
                case 8: model.ParseOperatorSet(reader.Bytes()); break;
                case 14: model.ParseMetadata(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        return graph ? model
            : throw new NetworkFormatException(
                "It has no graph: it is not an ONNX model, a PyTorch checkpoint or a safetensors file.", "File");
    }

    private void ParseGraph(ReadOnlyMemory<byte> message)
    {
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: Nodes.Add(OnnxNode.Parse(reader.Bytes())); break;
                case 5: Initializers.Add(OnnxTensor.Parse(reader.Bytes())); break;
                case 11: Inputs.Add(OnnxInput.Parse(reader.Bytes())); break;
                case 12: Outputs.Add(OnnxInput.Parse(reader.Bytes())); break;
                case 15: throw new NetworkFormatException("Sparse initialisers are not supported.", "Graph");
                default: reader.Skip(); break;
            }
    }

    private void ParseOperatorSet(ReadOnlyMemory<byte> message)
    {
        var (domain, version) = ("", 0L);
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        if (domain is "" or "ai.onnx") Opset = version;
    }

    private void ParseMetadata(ReadOnlyMemory<byte> message)
    {
        var (key, value) = ParsePair(message);
        Metadata[key] = value;
    }

    /// <summary>Parses a <c>StringStringEntryProto</c>.</summary>
    public static (string Key, string Value) ParsePair(ReadOnlyMemory<byte> message)
    {
        var (key, value) = ("", "");
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        return (key, value);
    }
}
