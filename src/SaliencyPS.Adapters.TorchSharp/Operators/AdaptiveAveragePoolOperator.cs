using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>An <see cref="AdaptiveAveragePool"/>: a product with the shares of rows and one with those of columns.</summary>
internal sealed class AdaptiveAveragePoolOperator(AdaptiveAveragePool layer, TensorShape input, Device device) : TorchOperator
{
    private readonly Tensor _rows = Shares(layer.Height, input.Height, device),
        _columns = Shares(layer.Width, input.Width, device);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        _rows.matmul(Image(inputs[0], inputs[0].shape[..1])).matmul(_columns.transpose(0, 1));

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        Parted(_rows.transpose(0, 1).matmul(gradient).matmul(_columns), gradient, inputs[0].shape[1..]);

    private Tensor Image(Tensor x, long[] batch) => x.reshape([.. batch, input.Channels, input.Height, input.Width]);

    private static Tensor Shares(int count, int size, Device device)
    {
        var shares = new float[count * size];
        for (var i = 0; i < count; i++)
        {
            var (start, end) = AdaptiveAveragePool.Part(i, count, size);
            shares.AsSpan(i * size + start, end - start).Fill(1f / (end - start));
        }

        return tensor(shares, [count, size], device: device).Kept();
    }
}
