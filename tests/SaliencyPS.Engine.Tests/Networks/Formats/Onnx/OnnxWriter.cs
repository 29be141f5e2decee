using System.Runtime.InteropServices;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats.Onnx;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Writes ONNX models, for tests. The graph reads "x"; unless told otherwise its output is the last node's.</summary>
internal sealed class OnnxWriter
{
    private readonly ProtobufWriter _graph = new(), _metadata = new();
    private string _last = "x";

    public OnnxWriter(params long?[] input)
    {
        Input("x", [null, .. input]);
        InputSizes = [.. input.Select(size => size ?? 1)];
    }

    /// <summary>Sizes of the input without its batch.</summary>
    public long[] InputSizes { get; }

    public long Opset { get; set; } = 13;

    public string? Output { get; set; }

    public OnnxWriter Input(string name, params long?[] sizes)
    {
        _graph.Message(11, info =>
            info.Text(1, name).Message(2, type => type.Message(1, tensor => tensor.Integer(1, 1).Message(2, shape =>
        {
            foreach (var size in sizes) shape.Message(1, d => _ = size is { } s ? d.Integer(1, s) : d.Text(2, "N"));
        }))));
        return this;
    }

    public OnnxWriter Weight(string name, long[] sizes, params float[] values)
    {
        _graph.Message(5, t => t.Packed(1, sizes).Integer(2, 1).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return this;
    }

    public OnnxWriter Integers(string name, params long[] values)
    {
        _graph.Message(5, t => t.Integer(1, values.Length).Integer(2, 7).Text(8, name).Packed(7, values));
        return this;
    }

    public OnnxWriter Scalar(string name, long value)
    {
        _graph.Message(5, t => t.Integer(2, 7).Text(8, name).Packed(7, value));
        return this;
    }

    public OnnxWriter Byte(string name, params byte[] values)
    {
        _graph.Message(5,
            t => _ = (values.Length > 1 ? t.Packed(1, values.Length) : t).Integer(2, 2).Text(8, name).Bytes(9, values));
        return this;
    }

    /// <summary>Adds a split of one value along its last axis into "a" and "b".</summary>
    public OnnxWriter Split(string input, int axis, params long[] parts)
    {
        Integers("parts", parts);
        _graph.Message(1, node => node.Text(1, input).Text(1, "parts").Text(2, "a").Text(2, "b").Text(3, "split").Text(4, "Split")
            .Message(5, attribute => attribute.Text(1, "axis").Integer(3, axis).Integer(20, 2)));
        return this;
    }

    public OnnxWriter Tensor(Action<ProtobufWriter> write)
    {
        _graph.Message(5, write);
        return this;
    }

    /// <summary>Adds a node that is named as its operator in lower case, and its output likewise.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">Names, separated by spaces; "-" for one left out; "^" for the node before.</param>
    /// <param name="attributes">Integers, floats, texts and lists of integers.</param>
    public OnnxWriter Node(string type, string inputs = "^", params (string Name, object Value)[] attributes) =>
        Node(type, type.ToLowerInvariant(), inputs, attributes);

    public OnnxWriter Node(string type, string name, string inputs, params (string Name, object Value)[] attributes)
    {
        _graph.Message(1, node =>
        {
            foreach (var input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                node.Text(1, input switch { "-" => "", "^" => _last, _ => input });
            node.Text(2, name).Text(3, name).Text(4, type);
            foreach (var (key, value) in attributes) node.Message(5, attribute => Attribute(attribute.Text(1, key), value));
        });
        _last = name;
        return this;
    }

    public OnnxWriter Metadata(string key, string value)
    {
        _metadata.Message(14, entry => entry.Text(1, key).Text(2, value));
        return this;
    }

    public OnnxWriter Outputs(IEnumerable<string> names)
    {
        foreach (var name in names) _graph.Message(12, info => info.Text(1, name));
        return this;
    }

    public byte[] ToArray()
    {
        _graph.Message(12, info => info.Text(1, Output ?? _last));
        return [.. new ProtobufWriter().Integer(1, 8).Text(2, "test").Message(8, set => set.Integer(2, Opset))
            .Bytes(7, _graph.ToArray()).ToArray(), .. _metadata.ToArray()];
    }

    public Network Read() => OnnxGraph.Build(OnnxModel.Parse(ToArray()), "test");

    /// <summary>Reads the model, with a Flatten at its end, and runs it on one sample.</summary>
    public float[] Run(params float[] input)
    {
        Node("Flatten", "flatten-the-end", "^");
        var executor = TestExecutor.Fast(Read(), 1, 0);
        input.CopyTo(executor.Input.Span);
        return executor.Forward().Span.ToArray();
    }

    private static void Attribute(ProtobufWriter attribute, object value)
    {
        switch (value)
        {
            case int integer: attribute.Integer(3, integer).Integer(20, 2); break;
            case float single: attribute.Single(2, single).Integer(20, 1); break;
            case string text: attribute.Text(4, text).Integer(20, 3); break;
            case int[] list:
                foreach (var entry in list) attribute.Integer(8, entry);
                attribute.Integer(20, 7);
                break;
            case Action<ProtobufWriter> tensor: attribute.Message(5, tensor).Integer(20, 4); break;
        }
    }
}
