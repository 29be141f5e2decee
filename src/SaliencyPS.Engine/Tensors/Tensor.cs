namespace SaliencyPS.Tensors;

/// <summary>A batch of samples of one shape inside a larger buffer: batch × shape, row-major, contiguous.</summary>
/// <typeparam name="T">float in production, double in gradient checks.</typeparam>
internal readonly struct Tensor<T>(Memory<T> data, int batch, TensorShape shape)
{
    /// <summary>Number of samples.</summary>
    public int Batch => batch;

    /// <summary>Shape of one sample.</summary>
    public TensorShape Shape => shape;

    /// <summary>All samples.</summary>
    public Memory<T> Memory => data;

    /// <summary>All samples, as a span.</summary>
    public Span<T> Span => data.Span;

    /// <summary>One sample.</summary>
    public Span<T> Sample(int index) => data.Span.Slice(index * shape.Length, shape.Length);
}
