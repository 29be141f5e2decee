namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>An <c>AttributeProto</c>. Which value it has is for the operator to know; the others are at their defaults.</summary>
internal sealed class OnnxAttribute
{
    /// <summary>The attribute's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Value of a float attribute.</summary>
    public float Single { get; private set; }

    /// <summary>Value of an integer attribute.</summary>
    public long Integer { get; private set; }

    /// <summary>Value of a string attribute.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Value of a tensor attribute.</summary>
    public OnnxTensor? Tensor { get; private set; }

    /// <summary>Value of a list of floats.</summary>
    public List<float> Singles { get; } = [];

    /// <summary>Value of a list of integers.</summary>
    public List<long> Integers { get; } = [];

    /// <summary>Parses the message. Sub-graphs are passed over: no operator that has one is supported.</summary>
    public static OnnxAttribute Parse(ReadOnlyMemory<byte> message)
    {
        var attribute = new OnnxAttribute();
        for (var reader = new ProtobufReader(message); reader.MoveNext();)
            switch (reader.Field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Single = reader.Single(); break;
                case 3: attribute.Integer = reader.Integer(); break;
                case 4: attribute.Text = reader.Text(); break;
                case 5: attribute.Tensor = OnnxTensor.Parse(reader.Bytes()); break;
                case 7: reader.AddSingles(attribute.Singles); break;
                case 8: reader.AddIntegers(attribute.Integers); break;
                default: reader.Skip(); break;
            }
        return attribute;
    }
}
