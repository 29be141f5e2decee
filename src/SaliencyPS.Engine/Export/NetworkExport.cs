using SaliencyPS.Export.Layers;
using SaliencyPS.Export.Maps;
using SaliencyPS.Export.Onnx;
using SaliencyPS.Files;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Results;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export;

/// <summary>
/// A network as one ONNX file that gives scores and, on request, the saliency maps of classes: the way back is written as
/// ordinary operators, so that whatever runs the file explains while it classifies.
/// </summary>
internal static class NetworkExport
{
    /// <summary>Operators of later sets are used only where a layer could not be told as it is without.</summary>
    private const int Opset = 17;

    /// <summary>Most bytes of one protobuf message.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>Names of the graph's inputs and outputs.</summary>
    public const string Input = "input", Pixels = "pixels", Class = "class", Scores = "scores", Saliency = "saliency";

    /// <summary>
    /// Whether a file is the network's own: that which it was read from, one in which its weights lie, or one that describes it.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The file, in full.</param>
    public static bool IsOwn(Network network, string target)
    {
        if (network.Path is not { } path) return false;
        var file = Path.GetFullPath(path);
        var described = network.Sources.Values.Select(name => Path.Combine(Path.GetDirectoryName(file)!, name));
        return network.WeightFiles.Concat(described).Append(file).Any(own => PlainFile.Replaces(target, own));
    }

    /// <summary>Composes the file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What it is written with.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range or does not fit the network; or the file would be too large.
    /// </exception>
    /// <exception cref="NotSupportedException">A layer or a method cannot be written; the message names it.</exception>
    public static ProtobufWriter Compose(Network network, ExportOptions options)
    {
        options.Validate();
        if (options.Top > network.ClassCount)
            throw new ArgumentException($"Network '{network.Name}' has {network.ClassCount} classes, fewer than {options.Top}.");
        if (options.PixelInput && network.Input.Channels != 3)
            throw new ArgumentException($"Network '{network.Name}' takes {network.Input.Channels} channels, and pixels have 3.");
        var method = options.NoSaliency ? null : MethodCatalog.Create(network, options.Attribution);
        var graph = new GraphComposer(options.NoSaliency ? OpsetOf(network) : Opset, options.Top, options.Half);
        var image = options.PixelInput ? Prepared(graph, network)
            : new GraphTensor(graph.Input(Input, ElementType.Float, network.Input.Sizes), network.Input, GraphRows.Images);
        graph.Output(Scores, ElementType.Float, network.ClassCount);
        if (method is not null) AddNames(graph, network, options);
        var layers = new NetworkGraph(graph, network, image,
            method is null ? null : method.Signal.HasFlag(Signal.Layer) ? method.Layer : NetworkBuilder.Input);
        graph.Scope = Scores;
        graph.Give(Scores, graph.Reshape(layers[network.Nodes.Count - 1], new(network.ClassCount)));
        if (method is not null) AddMaps(graph, layers, method, options);
        var model = graph.ToModel(network.Name, MapSettings.CurrentVersion, Metadata(network, method, options));
        return model.Length <= MostBytes ? model
            : throw new ArgumentException($"Network '{network.Name}' would take {model.Length} bytes, and an ONNX file holds "
                + $"{MostBytes}" + (options.Half ? "." : "; with weights of 16 bits it takes half of it."));
    }

    // 2 axes of classes, and maps of the size of the network's input.
    private static void AddNames(GraphComposer graph, Network network, ExportOptions options)
    {
        if (options.ClassInput) graph.Input(Class, ElementType.Int64, options.Top);
        else graph.Output(Class, ElementType.Int64, options.Top);
        graph.Output(Saliency, ElementType.Float, options.Top, network.Input.Height, network.Input.Width);
    }

    private static void AddMaps(GraphComposer graph, NetworkGraph layers, AttributionMethod method, ExportOptions options)
    {
        var (network, scores) = (method.Network, new TensorShape(method.Network.ClassCount));
        graph.Scope = Class;
        if (!options.ClassInput)
            graph.Pair("TopK", [Scores, graph.Integers(options.Top)], Class, NodeAttribute.Integer("axis", 1));
        var classes = graph.Node("Reshape", [Class, graph.Integers(-1)]);
        var marks = graph.Node("OneHot", [classes, graph.Scalar(scores.Length), graph.Numbers([0, 1], 2)]);
        var end = network.Nodes[^1].Shape;
        var start = graph.Reshape(new GraphTensor(marks, scores, GraphRows.Gradients), end);
        var map = new SaliencyMaps(graph, layers, method).Write(options.Attribution.Method, start);
        graph.Give(Saliency, graph.Node("Reshape",
            [map, graph.Integers(-1, options.Top, network.Input.Height, network.Input.Width)]));
    }

    // (pixel × scale − mean) / standard deviation, computed as for images, the channels in the network's order.
    private static GraphTensor Prepared(GraphComposer graph, Network network)
    {
        var (shape, preprocessing) = (network.Input, network.Preprocessing);
        string x = graph.Input(Pixels, ElementType.Byte, shape.Height, shape.Width, shape.Channels);
        graph.Scope = "preprocessing";
        x = graph.Node("Cast", [x], NodeAttribute.Integer("to", (int)ElementType.Float));
        x = graph.Node("Transpose", [x], NodeAttribute.Integers("perm", 0, 3, 1, 2));
        if (preprocessing.Channels == ChannelOrder.Bgr)
            x = graph.Node("Gather", [x, graph.Integers(2, 1, 0)], NodeAttribute.Integer("axis", 1));
        float[] factors = [.. preprocessing.Std.Select(std => preprocessing.Scale / std)],
            offsets = [.. preprocessing.Mean.Zip(preprocessing.Std, (mean, std) => -mean / std)];
        x = graph.Node("Mul", [x, graph.Numbers(factors, shape.Channels, 1, 1)]);
        x = graph.Node("Add", [x, graph.Numbers(offsets, shape.Channels, 1, 1)]);
        return new(x, shape, GraphRows.Images);
    }

    private static IEnumerable<KeyValuePair<string, string>> Metadata(Network network, AttributionMethod? method,
        ExportOptions options)
    {
        var described = !options.PixelInput ? network : network with
        {
            Preprocessing = network.Preprocessing with
            {
                Scale = 1, Mean = [0, 0, 0], Std = [1, 1, 1], Channels = ChannelOrder.Rgb,
            },
        };
        foreach (var field in NetworkDescription.WriteMetadata(described)) yield return field;
        yield return KeyValuePair.Create("name", network.Name);
        if (method is null) yield break;
        yield return KeyValuePair.Create("saliency_method", $"{options.Attribution.Method}");
        if (method.Layer is { } layer) yield return KeyValuePair.Create("saliency_layer", network.Nodes[layer].Name);
    }

    private static int OpsetOf(Network network) => network.Nodes.Max(node => node.Layer switch
    {
        Mish => MishNodes.Since,
        Gelu => GeluNodes.Since,
        LayerNormalization { Centered: false } => LayerNormalizationNodes.UncenteredSince,
        _ => Opset,
    });
}
