using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Catalog;

/// <summary>The built-in architectures, for weights files that do not say how their tensors are connected.</summary>
internal static class ArchitectureCatalog
{
    /// <summary>All architectures, in the order in which messages and completion list them.</summary>
    internal static IReadOnlyList<Architecture> All { get; } =
    [
        .. AlexNet.All, .. Vgg.All, .. SqueezeNet.All, .. ResNet.All, .. DenseNet.All, .. MobileNetV2.All, .. MobileNetV3.All,
        .. EfficientNet.All, .. RegNet.All, .. ConvNeXt.All, .. VisionTransformer.All, .. SimonyanConvNet.All,
    ];

    /// <summary>Names of all architectures, for example <c>resnet18</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(a => a.Name)];

    /// <summary>The architecture of this name, whatever the case.</summary>
    /// <exception cref="NetworkFormatException">There is none; the message lists those there are.</exception>
    internal static Architecture Find(string name) =>
        All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new NetworkFormatException("The architecture is unknown.", "Architecture", OneOf(All), name);

    /// <summary>
    /// The architecture that weights belong to, by the names and shapes of all tensors. One with given sizes goes before the
    /// family that takes any.
    /// </summary>
    /// <exception cref="NetworkFormatException">There are no weights, or none or several architectures fit.</exception>
    internal static Architecture Detect(StateDict weights)
    {
        if (!weights.Names.Any())
            throw new NetworkFormatException("There are no weights in the file.", "State dict",
                "the tensors of a network's layers", weights.Tensors.Count == 0 ? $"{weights}"
                    : $"{weights.Tensors.Count} leftovers of training, such as '{weights.Tensors.Keys.First()}'");
        var misfits = All.Select(architecture =>
            (Architecture: architecture, Fault: architecture.Misfit(weights, out var taken), Taken: taken)).ToArray();
        var fitting = misfits.Where(m => m.Fault is null).Select(m => m.Architecture).ToArray();
        if (fitting.Any(a => !a.IsFamily)) fitting = [.. fitting.Where(a => !a.IsFamily)];
        if (fitting is [var found]) return found;
        if (fitting.Length > 1)
            throw new NetworkFormatException(
                "The weights fit architectures that differ in what weights do not tell, such as padding or preprocessing; "
                + "name the one they are of.",
                "State dict", OneOf(fitting), $"{weights}");
        var closest = misfits.MaxBy(m => m.Taken);
        throw new NetworkFormatException(
            $"The architecture cannot be told from the weights: {weights}."
            + (closest.Taken == 0 ? "" : $" They come closest to those of {closest.Architecture}: {closest.Fault!.Message}")
            + " Networks that are not listed can be read as ONNX.",
            "State dict", "the weights of " + OneOf(All));
    }

    private static string OneOf(IEnumerable<Architecture> architectures) => "one of " + string.Join(", ", architectures);
}
