using System.Text.Json;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// What a network file's makers say about it: a JSON file beside it (same name, <c>.json</c>) and, for what that leaves open, the
/// metadata inside it. Keys: <c>input</c> (channels, height, width), <c>mean</c>, <c>std</c>, <c>channels</c> ("RGB" or "BGR"),
/// <c>scale</c> (number or "a/b"), <c>resize</c> (pixels), <c>labels</c> ("imagenet", an array, or the name of a text file beside
/// it with one label per line), <c>probability</c> ("softmax", "sigmoid" or "none"), <c>architecture</c>, <c>name</c>,
/// <c>interpolation</c> ("bilinear").
/// </summary>
internal sealed class NetworkDescription
{
    private const int MaximumFile = 16 << 20;

    private static readonly string[] Keys =
        ["architecture", "channels", "input", "interpolation", "labels", "mean", "name", "probability", "resize", "scale", "std"];

    private readonly Dictionary<string, DescriptionField> _fields = [];
    private readonly string _folder;

    private NetworkDescription(string folder) => _folder = folder;

    /// <summary>The input's shape, if given.</summary>
    public TensorShape? Input => Field("input") is { } given ? InputLimits.Check(given.Integers(), given.Element) : null;

    /// <summary>The architecture's name, if given.</summary>
    public string? Architecture => Field("architecture")?.Text();

    /// <summary>Reads the file beside the network, if there is one.</summary>
    /// <param name="networkPath">Path of the network.</param>
    /// <exception cref="NetworkFormatException">It is not a JSON object, or has an unknown field.</exception>
    public static NetworkDescription ReadBeside(string networkPath)
    {
        var path = Path.ChangeExtension(networkPath, ".json");
        var description = new NetworkDescription(Path.GetDirectoryName(Path.GetFullPath(networkPath))!);
        if (!File.Exists(path)) return description;
        var file = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaximumFile)
            throw new NetworkFormatException("The file is too large.", file, $"at most {MaximumFile} bytes");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path),
                new()
                {
                    AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip,
                });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new NetworkFormatException("It is not a description.", file, "a JSON object");
            foreach (var field in json.RootElement.EnumerateObject())
            {
                if (!Keys.Contains(field.Name))
                    throw new NetworkFormatException("The field is unknown.", $"{file}, field '{field.Name}'",
                        "one of " + string.Join(", ", Keys));
                description._fields[field.Name] = new DescriptionField(field.Value.Clone(), $"{file}, field '{field.Name}'");
            }
            return description;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: a name that is not Unicode
        {
            throw new NetworkFormatException($"It is not valid JSON. {e.Message}", file, inner: e);
        }
    }

    /// <summary>Adds the known fields of the network file's own metadata, where the file beside it has none.</summary>
    public void AddMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var key in Keys)
            if (metadata.TryGetValue(key, out var text))
                _fields.TryAdd(key, DescriptionField.FromText(text, $"Metadata, field '{key}'"));
    }

    /// <summary>The network with the name, labels and preprocessing described here; what is not described stays.</summary>
    /// <exception cref="NetworkFormatException">A field is misshapen, or does not fit the network.</exception>
    public Network Apply(Network network)
    {
        if (Field("interpolation") is { } interpolation) interpolation.Choice("bilinear");
        var channels = network.Input.Channels;
        var known = network.Preprocessing;
        // A default for three channels says nothing about networks of another number.
        var (mean, std) = known.Mean.Length == channels ? (known.Mean, known.Std)
            : ([.. new float[channels]], [.. Enumerable.Repeat(1f, channels)]);
        return network with
        {
            Name = Field("name")?.Text() ?? network.Name,
            Labels = Labels(network),
            Probability = Probability(network),
            Preprocessing = known with
            {
                Mean = Field("mean")?.Singles(channels) ?? mean,
                Std = Field("std")?.Singles(channels, positive: true) ?? std,
                Scale = Field("scale")?.Ratio() ?? known.Scale,
                Channels = Field("channels") is not { } order ? known.Channels
                    : order.Choice("RGB", "BGR") == "RGB" ? ChannelOrder.Rgb : ChannelOrder.Bgr,
                Resize = Field("resize")?.Integer(1, 1 << 14) ?? known.Resize,
            },
        };
    }

    private DescriptionField? Field(string key) => _fields.GetValueOrDefault(key);

    private ProbabilityKind Probability(Network network) => Field("probability") is not { } field ? network.Probability
        : field.Choice("softmax", "sigmoid", "none") switch
        {
            "softmax" when network.ClassCount == 1 => throw new NetworkFormatException(
                "A soft-max of one score is always 1.", field.Element, "\"sigmoid\" or \"none\"", "\"softmax\""),
            "softmax" => ProbabilityKind.Softmax,
            "sigmoid" => ProbabilityKind.Sigmoid,
            _ => ProbabilityKind.None,
        };

    private IReadOnlyList<string> Labels(Network network)
    {
        if (Field("labels") is not { } field)
            return network.ClassCount == ImageNetLabels.Names.Count ? ImageNetLabels.Names : network.Labels;
        var labels = field.IsArray ? field.Texts() : field.Text() == "imagenet" ? ImageNet(network)
            : ReadLabels(field, field.Text());
        return labels.Count == network.ClassCount ? labels
            : throw new NetworkFormatException("The number of labels is not that of the classes.", field.Element,
                $"{network.ClassCount}", $"{labels.Count}");
    }

    // TensorFlow's networks have a class before the thousand.
    private static IReadOnlyList<string> ImageNet(Network network) =>
        network.ClassCount == ImageNetLabels.Names.Count + 1 ? ["background", .. ImageNetLabels.Names] : ImageNetLabels.Names;

    private string[] ReadLabels(DescriptionField field, string name)
    {
        // A description may come with a stranger's network: it must not read from elsewhere.
        if (Path.GetFileName(name) != name || name is "" or "." or "..")
            throw new NetworkFormatException(
                "The labels must be \"imagenet\", an array, or the name of a file in the same folder.", field.Element,
                    actual: name);
        var file = new FileInfo(Path.Combine(_folder, name));
        if (file.Exists && file.Length > MaximumFile)
            throw new NetworkFormatException("The file of labels is too large.", field.Element, $"at most {MaximumFile} bytes");
        return file.Exists ? File.ReadAllLines(file.FullName)
            : throw new NetworkFormatException("There is no such file of labels.", field.Element, actual: name);
    }
}
