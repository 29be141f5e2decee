using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Catalog;

/// <summary>The built-in architectures, for weights files that do not say how their tensors are connected.</summary>
internal static class ArchitectureCatalog
{
    /// <summary>All architectures, in the order in which messages and completion list them.</summary>
    internal static IReadOnlyList<Architecture> All { get; } =
        [.. AlexNet.All, .. Vgg.All, .. SqueezeNet.All, .. ResNet.All, .. MobileNetV2.All, .. SimonyanConvNet.All];

    /// <summary>Names of all architectures, for example <c>resnet18</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(a => a.Name)];

    /// <summary>The architecture of this name, whatever the case.</summary>
    /// <exception cref="NetworkFormatException">There is none; the message lists those there are.</exception>
    internal static Architecture Find(string name) =>
        All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new NetworkFormatException("The architecture is unknown.", "Architecture", OneOf(Names), name);

    /// <summary>
    /// The architecture that weights belong to, by the name and shape of the first tensor and the number of tensors.
    /// </summary>
    /// <exception cref="NetworkFormatException">None or several match.</exception>
    internal static Architecture Detect(StateDict weights)
    {
        var matches = All.Where(a => a.Matches(weights)).ToArray();
        return matches.Length == 1 ? matches[0] : throw new NetworkFormatException(
            "The architecture cannot be told from the weights; name it. Networks that are not listed can be read as ONNX.",
            "State dict",
            OneOf(matches.Length == 0 ? Names : matches.Select(a => a.Name)),
            $"{weights.Tensors.Count} tensors" + string.Concat(weights.Tensors.Take(3).Select(t => $", '{t.Key}' ({t.Value})")));
    }

    private static string OneOf(IEnumerable<string> names) => "one of " + string.Join(", ", names);
}
