namespace SaliencyPS.Networks.Layers;

/// <summary>The same values in row-major order under another shape of the same length.</summary>
public class Reshape(TensorShape? shape) : Layer
{
    /// <inheritdoc/>
    public sealed override bool InPlace => true;

    /// <inheritdoc/>
    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var result = shape ?? new TensorShape(inputs[0].Length);
        return result.Length == inputs[0].Length ? result
            : throw new NetworkFormatException("A reshape must keep the number of values.", expected: $"{inputs[0].Length} values", actual: $"{result}");
    }

    // Where rows and columns become others, one field cannot tell of all elements.
    /// <inheritdoc/>
    internal sealed override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        OutputShape([shape]) is var result && (result.Height, result.Width) == (shape.Height, shape.Width) ? input : ReceptiveField.Everything;

    /// <inheritdoc/>
    public sealed override void Forward<T>(LayerPass<T> pass) => pass.Inputs[0].Span.CopyTo(pass.Output.Span);

    /// <inheritdoc/>
    public sealed override void InputGradient<T>(LayerPass<T> pass) => pass.OutputGradient.Span.CopyTo(pass.InputGradients[0].Span);
}
