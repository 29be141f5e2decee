using Microsoft.ML.OnnxRuntime;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Adapters.OnnxRuntime;

/// <summary>A whole ONNX file as one layer. Holds what all executors share: the library's session.</summary>
/// <param name="Session">The session on the processor; safe for any number of threads.</param>
/// <param name="OnCuda">That on a GPU, made when it is first needed; null where there is none.</param>
/// <param name="Image">Name of the image.</param>
/// <param name="Sizes">Sizes of the input as the file has them.</param>
/// <param name="ChannelsLast">Whether channels come last in it.</param>
/// <param name="Scores">Name of the scores.</param>
/// <param name="Classes">Number of scores.</param>
internal sealed record OnnxFile(
    InferenceSession Session, Lazy<InferenceSession>? OnCuda, string Image, long[] Sizes, bool ChannelsLast, string Scores,
    int Classes) : Layer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => new(Classes);

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    /// <inheritdoc/>
    // Nobody knows.
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>The scores of one image.</summary>
    /// <param name="image">Channels × height × width.</param>
    /// <param name="shape">The shape of the image.</param>
    /// <param name="scores">Receives one for each class.</param>
    /// <param name="onCuda">Whether on the GPU.</param>
    public void Run(ReadOnlySpan<float> image, TensorShape shape, Span<float> scores, bool onCuda)
    {
        var values = image.ToArray();
        if (ChannelsLast)
            for (var c = 0; c < shape.Channels; c++)
                for (var i = 0; i < shape.Plane; i++) values[i * shape.Channels + c] = image[c * shape.Plane + i];
        using var given = OrtValue.CreateTensorValueFromMemory(values, Sizes);
        using var options = new RunOptions();
        using var results = (onCuda ? OnCuda!.Value : Session).Run(options, [Image], [given], [Scores]);
        results[0].GetTensorDataAsSpan<float>().CopyTo(scores);
    }
}
