using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Catalog;

/// <summary>The built-in architectures, for weights files that do not say how their tensors are connected.</summary>
public static class ArchitectureCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
        [.. AlexNet.All, .. Vgg.All, .. SqueezeNet.All, .. ResNet.All, .. MobileNetV2.All, .. SimonyanConvNet.All];

    /// <summary>The architecture of this name, whatever the case.</summary>
    /// <exception cref="NetworkFormatException">There is none; the message lists those there are.</exception>
    public static Architecture Find(string name) => All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new NetworkFormatException("The architecture is unknown.", "Architecture", Names, name);

    /// <summary>The architecture that weights belong to, by the name and shape of the first tensor and the number of tensors.</summary>
    /// <exception cref="NetworkFormatException">None or several match.</exception>
    internal static Architecture Detect(StateDict weights)
    {
        var matches = All.Where(a => a.Matches(weights)).ToArray();
        return matches.Length == 1 ? matches[0] : throw new NetworkFormatException(
            "The architecture cannot be told from the weights; name it. Networks that are not listed can be read as ONNX.", "State dict",
            matches.Length == 0 ? Names : "one of " + string.Join(", ", matches.Select(a => a.Name)),
            $"{weights.Tensors.Count} tensors" + string.Concat(weights.Tensors.Take(3).Select(t => $", '{t.Key}' ({t.Value})")));
    }

    private static string Names => "one of " + string.Join(", ", All.Select(a => a.Name));
}
