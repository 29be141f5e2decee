namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A constant tensor: floats (weights) or integers (shapes, axes, truth values as 0 and 1), never both.</summary>
internal sealed record OnnxConstant(long[] Sizes, float[]? Singles, long[]? Integers) : OnnxValue(Sizes)
{
    /// <summary>The tensor in the file that it comes from; empty for a computed constant.</summary>
    public string Name { get; init; } = "";

    /// <summary>A list of integers.</summary>
    public static OnnxConstant List(params long[] values) => new([values.Length], null, values);

    /// <summary>One element as a number.</summary>
    public double this[int index] => Singles is null ? Integers![index] : Singles[index];

    /// <summary>The elements that a movement takes; 0 where it takes none.</summary>
    public OnnxConstant Move(Movement movement)
    {
        if (movement.Sources is not { } sources) return this with { Sizes = movement.Sizes };
        return new(movement.Sizes, Singles is null ? null : Array.ConvertAll(sources, i => i < 0 ? 0 : Singles[i]),
            Integers is null ? null : Array.ConvertAll(sources, i => i < 0 ? 0 : Integers[i])) { Name = Name };
    }
}
