using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// The CAM family: the channels A_k of one layer, weighted and added up, negative values dropped, enlarged to the network's
/// input. One forward pass, and for each class one backward pass that ends at the layer.
/// </summary>
internal abstract class ActivationMapMethod : AttributionMethod
{
    private readonly int _layer;
    private readonly FeatureMap _map;

    protected ActivationMapMethod(Network network, AttributionOptions options, bool finer = false) : base(network, options)
    {
        _layer = finer ? SpatialLayer.FindFiner(network, options.Layer) : SpatialLayer.Find(network, options.Layer);
        _map = SpatialLayer.MapOf(network, _layer);
    }

    public sealed override int? Layer => _layer;

    public override Signal Signal => Signal.Layer;

    public override TensorShape Shape => Network.Input.WithChannels(1);

    public override int SumLength => LayerShape.Plane;

    public sealed override ReadOnlySpan<float> Arrange(ReadOnlySpan<float> layer) => _map.Arrange(layer);

    /// <summary>Channels, rows and columns of the layer's result.</summary>
    protected TensorShape LayerShape => _map.Shape;

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes) => Enlarge(sum);

    /// <summary>Drops what is negative and enlarges to the network's input.</summary>
    protected float[] Enlarge(ReadOnlySpan<float> map)
    {
        var positive = new float[map.Length];
        for (var i = 0; i < positive.Length; i++) positive[i] = Math.Max(0, map[i]);
        return Resampler.Bilinear(positive, LayerShape.Width, LayerShape.Height, Network.Input.Width, Network.Input.Height);
    }

    /// <summary>map += weight · values.</summary>
    protected static void AddScaled(ReadOnlySpan<float> values, float weight, Span<float> map)
    {
        for (var i = 0; i < map.Length; i++) map[i] += weight * values[i];
    }
}
