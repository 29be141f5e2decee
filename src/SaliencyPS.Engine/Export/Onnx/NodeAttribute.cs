namespace SaliencyPS.Export.Onnx;

/// <summary>An attribute of an ONNX node. Numbers are fields and types of <c>AttributeProto</c>.</summary>
internal readonly struct NodeAttribute
{
    private NodeAttribute(string name, int type) => Message = new ProtobufWriter().Text(1, name).Integer(20, type);

    /// <summary>The attribute as a message.</summary>
    public ProtobufWriter Message { get; }

    /// <summary>A number.</summary>
    public static NodeAttribute Single(string name, float value)
    {
        var attribute = new NodeAttribute(name, 1);
        attribute.Message.Single(2, value);
        return attribute;
    }

    /// <summary>A whole number.</summary>
    public static NodeAttribute Integer(string name, long value)
    {
        var attribute = new NodeAttribute(name, 2);
        attribute.Message.Integer(3, value);
        return attribute;
    }

    /// <summary>A word.</summary>
    public static NodeAttribute Text(string name, string value)
    {
        var attribute = new NodeAttribute(name, 3);
        attribute.Message.Text(4, value);
        return attribute;
    }

    /// <summary>Whole numbers.</summary>
    public static NodeAttribute Integers(string name, params ReadOnlySpan<int> values)
    {
        var attribute = new NodeAttribute(name, 7);
        foreach (var value in values) attribute.Message.Integer(8, value);
        return attribute;
    }

    /// <summary>A tensor.</summary>
    public static NodeAttribute Tensor(string name, ProtobufWriter tensor)
    {
        var attribute = new NodeAttribute(name, 4);
        attribute.Message.Message(5, tensor);
        return attribute;
    }
}
