using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// Any <see cref="Gather"/>, run by run: back, a Gather of where each run went, or, where runs went to several places, a
/// ScatterND that adds them up.
/// </summary>
internal sealed class GatherNodes : SingleInputNodes
{
    private readonly TensorShape _shape;
    private readonly int _run, _sources;
    private readonly int[] _indices; // of runs; one behind the last for zeros
    private string? _places;

    public GatherNodes(GraphComposer graph, GraphTensor[] inputs, Gather layer, TensorShape shape) : base(graph, inputs)
    {
        _shape = shape;
        _run = layer.Starts.Where(start => start > 0).Append(X.Shape.Length).Aggregate(layer.Run, Divisor);
        _sources = X.Shape.Length / _run;
        _indices = [.. Enumerable.Range(0, shape.Length / _run)
            .Select(i => layer.Source(i * _run) is >= 0 and var source ? source / _run : _sources)];
    }

    private string Places => _places ??= Graph.Indices(_indices, _indices.Length);

    public override GraphTensor Forward() =>
        new(Graph.Result("Reshape", [Taken(X, _sources, _indices, Places), Graph.Integers([-1, .. _shape.Sizes])]),
            _shape, X.Rows);

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var back = Enumerable.Repeat(_indices.Length, _sources).ToArray();
        var copies = new int[_sources + 1];
        foreach (var (place, source) in _indices.Index())
        {
            copies[source]++;
            if (source < _sources) back[source] = place;
        }

        var result = copies.AsSpan(0, _sources).ContainsAnyInRange(2, int.MaxValue) ? Added(gradient)
            : Taken(gradient, _indices.Length, back, Graph.Indices(back, back.Length));
        return Graph.Reshape(new(result, new(_sources, _run), gradient.Rows), X.Shape);
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    private string Taken(GraphTensor from, int runs, int[] indices, string places)
    {
        string x = Graph.Reshape(from, new(runs, _run));
        if (indices.Contains(runs)) x = Graph.Node("Pad", [x, Graph.Integers(0, 0, 0, 0, 1, 0)]);
        return Graph.Node("Gather", [x, places], NodeAttribute.Integer("axis", 1));
    }

    // With the runs as the first axis, which ScatterND adds along; what went to zeros is cut off.
    private string Added(GraphTensor gradient)
    {
        var runs = Exchanged(Graph.Reshape(gradient, new(_indices.Length, _run)));
        var places = Graph.Node("Reshape", [Graph.Node("Cast", [Places], NodeAttribute.Integer("to", (int)ElementType.Int64)),
            Graph.Integers(-1, 1)]);
        var size = Graph.Node("Concat", [Graph.Integers(_sources + 1), Graph.Node("Slice",
            [Graph.Node("Shape", [runs]), Graph.Integers(1), Graph.Integers(3)])], NodeAttribute.Integer("axis", 0));
        var sums = Graph.Node("ScatterND", [Graph.Node("Expand", [Graph.Numbers([0], 1, 1, 1), size]), places, runs],
            NodeAttribute.Text("reduction", "add"));
        return Exchanged(Graph.Node("Slice", [sums, Graph.Integers(0), Graph.Integers(_sources)]));

        string Exchanged(string x) => Graph.Node("Transpose", [x], NodeAttribute.Integers("perm", 1, 0, 2));
    }
}
