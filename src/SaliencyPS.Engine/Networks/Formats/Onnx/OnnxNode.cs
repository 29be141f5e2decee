namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A <c>NodeProto</c>: one operator with the names of what it reads and writes.</summary>
internal sealed class OnnxNode
{
    private string _name = "", _type = "", _domain = "";

    /// <summary>The node's name or, if it has none, the name of its first output.</summary>
    public string Name => _name.Length > 0 ? _name : Outputs.FirstOrDefault("");

    /// <summary>The operator; custom ones are preceded by their domain.</summary>
    public string Operator => _domain is "" or "ai.onnx" ? _type : $"{_domain}.{_type}";

    /// <summary>Names of the inputs; an empty one is an optional input left out.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>Names of the outputs.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>Attributes by name.</summary>
    public Dictionary<string, OnnxAttribute> Attributes { get; } = [];

    /// <summary>Parses the message.</summary>
    public static OnnxNode Parse(ReadOnlyMemory<byte> message)
    {
        var node = new OnnxNode();
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: node.Inputs.Add(reader.Text()); break;
                case 2: node.Outputs.Add(reader.Text()); break;
                case 3: node._name = reader.Text(); break;
                case 4: node._type = reader.Text(); break;
                case 5:
                    var attribute = OnnxAttribute.Parse(reader.Bytes());
                    node.Attributes[attribute.Name] = attribute;
                    break;
                case 7: node._domain = reader.Text(); break;
                default: reader.Skip(); break;
            }
        return node;
    }
}
