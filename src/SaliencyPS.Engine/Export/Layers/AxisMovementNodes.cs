using SaliencyPS.Export.Onnx;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>An <see cref="AxisMovement"/>: Slice, Transpose and Expand between Reshapes, and back their opposites.</summary>
internal sealed class AxisMovementNodes(GraphComposer graph, GraphTensor[] inputs, AxisMovement movement, TensorShape shape)
    : SingleInputNodes(graph, inputs)
{
    private readonly int[] _order = [.. movement.Loops.Where(loop => loop.Axis >= 0).Select(loop => loop.Axis)];

    // The last axis of the view may be one along which nothing walks.
    private int[] Order => [.. _order, .. Enumerable.Range(0, movement.View.Length).Except(_order)];

    private bool IsWhole => movement.View.SequenceEqual(movement.Lengths);

    private bool IsInOrder => Order.SequenceEqual(Enumerable.Range(0, movement.View.Length));

    private int[] Axes => [.. Enumerable.Range(1, movement.View.Length)];

    private TensorShape Repeated => new([.. movement.Loops.Select(loop => loop.Length)]);

    private TensorShape Single => new([.. movement.Loops.Select(loop => loop.Axis < 0 ? 1 : loop.Length)]);

    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, new(movement.View));
        if (!IsWhole)
            x = new(Graph.Node("Slice", [x, Graph.Integers(movement.Starts),
                Graph.Integers([.. movement.Starts.Zip(movement.Lengths, (start, length) => start + length)]),
                Graph.Integers(Axes)]), new(movement.Lengths), x.Rows);
        if (!IsInOrder) x = Transposed(x, Order);
        return new(Graph.Result("Reshape", [Graph.Expand(Graph.Reshape(x, Single), Repeated),
            Graph.Integers([-1, .. shape.Sizes])]), shape, X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        int[] repeated = [.. movement.Loops.Index().Where(loop => loop.Item.Axis < 0).Select(loop => loop.Index)];
        var x = Graph.Reshape(gradient, Repeated);
        if (repeated.Length > 0) x = Graph.Sum(x, repeated);
        x = Graph.Reshape(x, new([.. Order.Select(axis => movement.Lengths[axis])]));
        if (!IsInOrder) x = Transposed(x, [.. Axes.Select(axis => Array.IndexOf(Order, axis - 1))]);
        if (!IsWhole)
            x = new(Graph.Node("Pad", [x, Graph.Integers([0, .. movement.Starts, 0,
                .. Axes.Select(axis => movement.View[axis - 1] - movement.Starts[axis - 1] - movement.Lengths[axis - 1])])]),
                new(movement.View), x.Rows);
        return Graph.Reshape(x, X.Shape);
    }

    private GraphTensor Transposed(GraphTensor x, int[] order) => new(
        Graph.Node("Transpose", [x], NodeAttribute.Integers("perm", [0, .. order.Select(axis => axis + 1)])),
        new([.. order.Select(axis => x.Shape[axis])]), x.Rows);
}
