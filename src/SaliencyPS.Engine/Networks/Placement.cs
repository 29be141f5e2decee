using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks;

/// <summary>
/// Where in the image the elements of a layer's result stand: on a grid of rows and columns, several at each
/// position (its channels), and some at none, such as class tokens. Followed from the input through reshapes,
/// transpositions, windows and attention.
/// </summary>
internal sealed record Placement
{
    /// <summary>Not on the grid.</summary>
    public const int None = -1;

    private readonly int[]? _positions; // null for channels × rows × columns

    private Placement(TensorShape shape) => (Height, Width, Length) = (shape.Height, shape.Width, shape.Length);

    private Placement(int height, int width, int[] positions) =>
        (Height, Width, Length, _positions) = (height, width, positions.Length, positions);

    /// <summary>Rows of the grid; 0 for constants, which stand nowhere.</summary>
    public int Height { get; }

    /// <summary>Columns of the grid.</summary>
    public int Width { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Whether the elements are channels × rows × columns.</summary>
    public bool IsMaps => _positions is null;

    /// <summary>Where an element stands, as row · width + column; −1 for nowhere.</summary>
    public int this[int element] => element < 0 ? None : _positions is null ? element % (Height * Width) : _positions[element];

    /// <summary>Places of the elements of every layer's result; null where they have none.</summary>
    public static Placement?[] All(IReadOnlyList<Node> nodes)
    {
        var result = new Placement?[nodes.Count];
        result[NetworkBuilder.Input] = Maps(nodes[NetworkBuilder.Input].Shape);
        for (var i = 1; i < nodes.Count; i++)
            result[i] = Behind(nodes[i], [.. nodes[i].Inputs.Select(input => result[input])],
                [.. nodes[i].Inputs.Select(input => nodes[input].Shape)]);
        return result;
    }

    /// <summary>
    /// The elements in the order channel, row, column, as places in the layer's result; null where the positions do not all have
    /// equally many.
    /// </summary>
    public int[]? ByChannel()
    {
        var plane = Height * Width;
        var (channels, rest) = Math.DivRem(Enumerable.Range(0, Length).Count(i => this[i] != None), Math.Max(1, plane));
        if (rest != 0 || channels == 0) return null;
        var (order, filled) = (new int[channels * plane], new int[plane]);
        for (var i = 0; i < Length; i++)
        {
            if (this[i] == None) continue;
            if (filled[this[i]] == channels) return null;
            order[filled[this[i]]++ * plane + this[i]] = i;
        }

        return order;
    }

    private static Placement? Behind(Node node, Placement?[] inputs, TensorShape[] shapes) => node.Layer switch
    {
        Constant => new(0, 0, [.. Enumerable.Repeat(None, node.Shape.Length)]),
        Gather gather => inputs[0]?.Moved(node.Shape.Length, gather.Source),
        Concat concat => Joined(concat, node.Shape, inputs, shapes),
        Linear linear => shapes[0].Length == linear.Inputs ? null : inputs[0]?.OfRows(linear.Inputs, linear.Outputs),
        MatMul => Product(inputs, shapes, node.Shape),
        // What is as it was, or one result per position.
        ElementwiseLayer or ScaleShift or LayerNormalization or Softmax or LocalResponseNormalization or Reshape => inputs[0],
        BroadcastLayer => inputs.FirstOrDefault(input => input is { Height: > 0 } && input.Length == node.Shape.Length),
        Convolution or MaxPool or AveragePool or AdaptiveAveragePool or Pad => inputs[0] is null ? null : Maps(node.Shape),
        Reduce reduce => inputs[0] is { IsMaps: true } && (reduce.Axis, reduce.Count) == (0, 1) && shapes[0].Rank == 3
            ? Maps(node.Shape) : null,
        _ => throw new NotSupportedException(
            $"Say in {nameof(Placement)} where the elements of {node.Layer!.GetType().Name} stand."),
    };

    private static Placement? Maps(TensorShape shape) => shape.Plane == 1 ? null : new(shape);

    private Placement Moved(int length, Func<int, int> source)
    {
        var positions = new int[length];
        var isMaps = length % (Height * Width) == 0;
        for (var i = 0; i < length; i++)
        {
            positions[i] = this[source(i)];
            isMaps &= positions[i] == i % (Height * Width);
        }

        return isMaps ? new(new TensorShape(length / (Height * Width), Height, Width)) : new(Height, Width, positions);
    }

    private static Placement? Joined(Concat concat, TensorShape shape, Placement?[] inputs, TensorShape[] shapes)
    {
        if (inputs.FirstOrDefault(input => input is { Height: > 0 }) is not { } grid) return null;
        if (concat.Axis == 0
            && inputs.All(input => input is { IsMaps: true } && (input.Height, input.Width) == (grid.Height, grid.Width)))
            return Maps(shape);
        int[] lengths = [.. shapes.Select(part => Enumerable.Range(concat.Axis, Math.Max(1, shape.Rank - concat.Axis))
            .Aggregate(1, (product, axis) => product * part[axis]))];
        var positions = new List<int>(shape.Length);
        for (var outer = 0; outer < shape.Length / lengths.Sum(); outer++)
            for (var part = 0; part < inputs.Length; part++)
                for (var i = 0; i < lengths[part]; i++)
                    positions.Add(inputs[part] is { } own && (own.Height, own.Width) == (grid.Height, grid.Width)
                        ? own[outer * lengths[part] + i] : None);
        return new(grid.Height, grid.Width, [.. positions]);
    }

    // One place for each row of so many elements, repeated for as many results. Where rows join positions, a coarser grid.
    private Placement? OfRows(int length, int results)
    {
        var centers = new (double Y, double X)?[Length / length];
        var isCoarser = false;
        for (var row = 0; row < centers.Length; row++)
        {
            var (y, x, first) = (0.0, 0.0, this[row * length]);
            for (var i = row * length; i < (row + 1) * length; i++)
            {
                if (this[i] == None) first = None;
                (y, x) = (y + this[i] / Width, x + this[i] % Width);
                isCoarser |= first != None && this[i] != first;
            }

            if (first != None) centers[row] = (y / length, x / length);
        }

        if (!isCoarser) return OnGrid(Height, Width, center => (int)center.Y * Width + (int)center.X);
        double[] ys = [.. centers.OfType<(double Y, double X)>().Select(center => center.Y).Distinct().Order()],
            xs = [.. centers.OfType<(double Y, double X)>().Select(center => center.X).Distinct().Order()];
        return ys.Length * xs.Length < 2 || ys.Length * xs.Length != centers.Count(center => center is not null) ? null
            : OnGrid(ys.Length, xs.Length,
                center => Array.BinarySearch(ys, center.Y) * xs.Length + Array.BinarySearch(xs, center.X));

        Placement OnGrid(int height, int width, Func<(double Y, double X), int> position) => new(height, width,
            [.. centers.SelectMany(center => Enumerable.Repeat(center is { } place ? position(place) : None, results))]);
    }

    // A row of the result stands where the row of the left factor does, or a column where that of the right one does.
    private static Placement? Product(Placement?[] inputs, TensorShape[] shapes, TensorShape result)
    {
        var (rows, depth, columns) = (shapes[0].Sizes[^2], shapes[0].Sizes[^1], result.Sizes[^1]);
        if (inputs[0] is { Height: > 0 } left && Enumerable.Range(0, left.Length).All(i => left[i] == left[i / depth * depth]))
            return new(left.Height, left.Width, [.. Enumerable.Range(0, result.Length).Select(i => left[i / columns * depth])]);
        int First(int matrix, int column) => matrix * depth * columns + column;
        return inputs[1] is { Height: > 0 } right
            && Enumerable.Range(0, right.Length).All(i => right[i] == right[First(i / (depth * columns), i % columns)])
            ? new(right.Height, right.Width,
                [.. Enumerable.Range(0, result.Length).Select(i => right[First(i / (rows * columns), i % columns)])])
            : null;
    }
}
