using SaliencyPS.Networks.Formats.Onnx;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>
/// Damages ONNX files so that most still parse: sizes and axes become extreme, nodes get other operators, inputs and attributes.
/// </summary>
internal sealed class OnnxMutator(Random random)
{
    private static readonly string[] Operators = [.. OnnxOperators.Table.Keys.Order(StringComparer.Ordinal)];

    private static readonly string[] Attributes =
    [
        "axes", "axis", "pads", "strides", "dilations", "kernel_shape", "group", "auto_pad", "ceil_mode", "count_include_pad",
        "perm", "keepdims", "to", "blocksize", "mode", "upper", "num_groups", "epsilon", "alpha", "beta", "transA", "transB",
        "start", "end", "split", "num_outputs", "output_padding", "scale", "q_num_heads", "kv_num_heads", "is_causal",
        "softcap", "equation", "block_size", "nearest_mode", "coordinate_transformation_mode", "allowzero", "size", "p",
        "value_int", "value_ints", "value_float", "value_floats", "starts", "ends", "batch_dims", "reduction", "approximate",
        "stash_type", "axis", "shape", "noop_with_empty_axes", "training_mode",
    ];

    private static readonly string[] Texts =
    [
        "", "linear", "cubic", "reflect", "edge", "wrap", "SAME_UPPER", "SAME_LOWER", "VALID", "align_corners", "asymmetric",
        "floor", "ceil", "CRD", "tanh", "i,i->", "ij->ji", "i->", "->", ",", "aa->a", "ij,jk->ik", "bchw,bchw->bc", "ab,ab->ab",
        "add", "...i->i", "a->ab", "/etc/passwd", "..", "../model.data", ".", "folder", "link", "model.onnx", "./model.data",
        "model.data/", "folder/../model.data", "C:\\model.data", "\0", "model.data\0", "-1", "0", "1", "4", "9223372036854775807",
        "18446744073709551616", "1e3", " 4",
    ];

    private static readonly long[] Extremes =
    [
        -1, -2, -3, -4, int.MinValue, int.MinValue - 1L, long.MinValue, int.MaxValue, int.MaxValue + 1L, uint.MaxValue, 1L << 32,
        1L << 62, long.MaxValue, 1 << 14, 1 << 16, 1 << 20, 1 << 24, 1 << 26, 1 << 27, 46341, 65536,
    ];

    private static readonly float[] Singles =
        [0, -0f, 1, -1, 0.5f, 2, 3, 1e-45f, 1e30f, float.MaxValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>A damaged copy.</summary>
    public byte[] Mutate(List<ProtobufField> seed)
    {
        var model = seed.ConvertAll(field => field.Copy());
        for (var edits = 1 + random.Next(4); edits > 0; edits--) Edit(model);
        var bytes = ProtobufField.Write(model);
        if (random.Next(20) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private void Edit(List<ProtobufField> model)
    {
        var places = Places(model).ToArray();
        if (places.Length == 0) return;
        switch (random.Next(13))
        {
            case 0 or 1 or 2:
                if (Any(places, field => field.Type == 0) is { } integer) integer.Field.Integer = (ulong)Number();
                break;
            case 3:
                var (parent, gone) = Pick(places);
                parent.Remove(gone);
                break;
            case 4:
                var (list, twice) = Pick(places);
                list.Insert(random.Next(list.Count + 1), twice.Copy());
                break;
            case 5:
                var siblings = Pick(places).Parent;
                var (i, j) = (random.Next(siblings.Count), random.Next(siblings.Count));
                (siblings[i], siblings[j]) = (siblings[j], siblings[i]);
                break;
            case 6:
                if (Any(places, field => field.Is("Node", 4)) is { } type) Replace(type, "Node", 4, Pick(Operators));
                break;
            case 7:
                if (Any(places, field => field.Is("Node", 1)) is not { } input) break;
                Replace(input, "Node", 1, Any(places, field =>
                    field.Is("Node", 1) || field.Is("Node", 2) || field.Is("Tensor", 8))!
                    .Value.Field.Text);
                break;
            case 8:
                if (Any(places, field => field.Is("Graph", 1)) is { Field.Fields: { } node }) node.Add(Attribute());
                break;
            case 9:
                if (Any(places, field => field.Is("Attribute", 2) || field.Is("Attribute", 7)) is { } single)
                    single.Field.Bytes = BitConverter.GetBytes(Pick(Singles));
                break;
            case 10:
                if (Any(places, field => field.Is("Attribute", 4) || field.Is("Pair", 2) || field.Is("Node", 1)) is { } text)
                    text.Field.Bytes = System.Text.Encoding.UTF8.GetBytes(Pick(Texts));
                break;
            case 11: // a sound tensor of other sizes or numbers
                if (Any(places, field => field.Is("Graph", 5)) is { Field.Fields: { } tensor }) Refill(tensor);
                break;
            default: // an input more
                if (Any(places, field => field.Is("Graph", 1)) is { Field.Fields: { } inputs })
                    inputs.Add(ProtobufField.OfText("Node", 1, Any(places, field => field.Is("Node", 1)
                        || field.Is("Tensor", 8))?.Field.Text ?? "x"));
                break;
        }
    }

    private void Refill(List<ProtobufField> tensor)
    {
        var isInteger = tensor.Any(field => field.Is("Tensor", 2) && field.Integer == 7);
        tensor.RemoveAll(field => field.Number is 1 or 4 or 7 or 9);
        long[] sizes = isInteger ? [random.Next(7)] : [.. Enumerable.Range(0, random.Next(5)).Select(_ => (long)random.Next(4))];
        if (isInteger && random.Next(4) == 0) sizes = [];
        tensor.AddRange(sizes.Select(size => ProtobufField.OfInteger("Tensor", 1, size)));
        var count = sizes.Aggregate(1L, (a, b) => a * b);
        for (var i = 0; i < count; i++)
            tensor.Add(isInteger ? ProtobufField.OfInteger("Tensor", 7, Number())
                : ProtobufField.OfSingle("Tensor", 4, Pick(Singles)));
    }

    private ProtobufField Attribute()
    {
        var field = ProtobufField.OfMessage("Node", 5, ProtobufField.OfText("Attribute", 1, Pick(Attributes)));
        field.Fields!.AddRange(random.Next(4) switch
        {
            0 => [ProtobufField.OfInteger("Attribute", 3, Number())],
            1 => [ProtobufField.OfSingle("Attribute", 2, Pick(Singles))],
            2 => [ProtobufField.OfText("Attribute", 4, Pick(Texts))],
            _ => Enumerable.Range(0, random.Next(7)).Select(_ => ProtobufField.OfInteger("Attribute", 8, Number())),
        });
        return field;
    }

    private long Number() => random.Next(3) switch { 0 => Pick(Extremes), 1 => random.Next(-2, 10), _ => random.Next(4) };

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];

    private (List<ProtobufField> Parent, ProtobufField Field)? Any((List<ProtobufField> Parent, ProtobufField Field)[] places,
        Func<ProtobufField, bool> fits) =>
        places.Where(place => fits(place.Field)).ToArray() is { Length: > 0 } found ? Pick(found) : null;

    private static void Replace((List<ProtobufField> Parent, ProtobufField Field) place, string message, int number,
        string text) =>
        place.Parent[place.Parent.IndexOf(place.Field)] = ProtobufField.OfText(message, number, text);

    private static IEnumerable<(List<ProtobufField> Parent, ProtobufField Field)> Places(List<ProtobufField> fields) =>
        fields.SelectMany(field => (field.Fields is null ? [] : Places(field.Fields)).Prepend((fields, field)));
}
