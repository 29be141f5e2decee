namespace SaliencyPS.Networks.Fast;

/// <summary>A step that exists for float tensors only. It is made for one place in a graph, so it knows its shapes.</summary>
internal abstract class FastLayer : Layer
{
    /// <summary>Channels in a block.</summary>
    public const int Lanes = 16;

    /// <summary>The shape as it lies in memory when it is blocked.</summary>
    public static TensorShape Blocked(TensorShape shape) => shape with { Channels = (shape.Channels + Lanes - 1) / Lanes * Lanes };

    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => throw new NotSupportedException();

    public sealed override void Forward<T>(LayerPass<T> pass) => Forward((LayerPass<float>)(object)pass);

    public sealed override void InputGradient<T>(LayerPass<T> pass) => InputGradient((LayerPass<float>)(object)pass);

    protected abstract void Forward(LayerPass<float> pass);

    protected abstract void InputGradient(LayerPass<float> pass);
}
