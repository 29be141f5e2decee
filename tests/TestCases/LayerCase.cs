using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.TestCases;

/// <summary>One layer with inputs of certain shapes.</summary>
/// <param name="Name">Names the case; unique.</param>
/// <param name="Make">Makes the layer.</param>
/// <param name="Inputs">Shapes of its inputs; the first is the network's.</param>
public sealed record LayerCase(string Name, Func<Layer> Make, params TensorShape[] Inputs)
{
    /// <summary>The name of the layer's node in <see cref="ToNetwork"/>.</summary>
    public const string LayerName = "layer";

    /// <summary>What the case is good for.</summary>
    public LayerChecks Checks { get; init; } = LayerChecks.Differences | LayerChecks.Agreement;

    /// <summary>
    /// A layer between the network's input and this one, for example so that its input comes in channel blocks.
    /// </summary>
    public Func<Layer>? Before { get; init; }

    /// <summary>Cases of one group stand together in the benchmark.</summary>
    public string Group { get; init; } = "";

    /// <summary>
    /// The layer as a network of its own. Further inputs are made of the first: shrunk by a pool and mixed by a 1×1 convolution.
    /// </summary>
    public Network ToNetwork()
    {
        var builder = new NetworkBuilder(Inputs[0]);
        var first = Before is null ? NetworkBuilder.Input : builder.Add("before", Before());
        int[] inputs = [first, .. Inputs.Skip(1).Select((shape, i) => Part(shape, i))];
        var layer = Make();
        if (layer is Constant constant)
        {
            // Read beside data, or nothing of the network's input would be behind the result.
            builder.Add("sum", new Add(), builder.AddConstant(LayerName, constant), first);
            return builder.Build(Name);
        }

        builder.Add(LayerName, layer, inputs);
        // What would be dropped at the end of a network, or wherever it stands, is kept by another layer around it.
        if (layer is Softmax or Sigmoid) builder.Add("keep", new ScaleShift([2], [0]));
        return builder.Build(Name);

        int Part(TensorShape shape, int index)
        {
            var shrunk = builder.Add($"shrink {index}", new AdaptiveAveragePool(shape.Height, shape.Width), first);
            var window = Window2D.Square(1);
            var mix = new Convolution(Inputs[0].Channels, shape.Channels, window,
                LayerCases.Values(Inputs[0].Channels * shape.Channels, index));
            return builder.Add($"mix {index}", mix, shrunk);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
