using System.Collections.Immutable;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Methods that look at the attentions of all layers, heads × tokens × tokens each; what they tell of the patches becomes a map,
/// enlarged to the network's input.
/// </summary>
internal abstract class AttentionMethod : AttributionMethod
{
    private readonly Placement _placement;

    protected AttentionMethod(Network network, AttributionOptions options) : base(network, options)
    {
        Hooks = [.. AttentionLayers.FindGlobal(network)];
        Tokens = network.Nodes[Hooks[0]].Shape[1];
        _placement = Placement.All(network.Nodes)[Hooks[0]]
            ?? throw new ArgumentException($"Network '{network.Name}': the tokens of its attention do not stand on a grid.");
    }

    public override ImmutableArray<int> Hooks { get; }

    public override TensorShape Shape => Network.Input.WithChannels(1);

    public override int SumLength => _placement.Height * _placement.Width;

    /// <summary>Number of tokens.</summary>
    protected int Tokens { get; }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes) =>
        Resampler.Bilinear(sum.ToArray(), _placement.Width, _placement.Height, Network.Input.Width, Network.Input.Height);

    /// <summary>The place on the grid of the patch that is a token; <see cref="Placement.None"/> for others.</summary>
    protected int PositionOf(int token) => _placement[token * Tokens]; // a row of the first head tells
}
