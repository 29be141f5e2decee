using System.Text.Json;
using System.Text.Json.Nodes;
using SaliencyPS.Files;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// What a network file's makers say about it, in order of precedence: a JSON file beside it (same name, <c>.json</c>) or, where
/// there is none, the <c>config.json</c> and <c>preprocessor_config.json</c> beside it; then the metadata inside it. Keys of the
/// first: <c>input</c> (channels, height, width), <c>mean</c>, <c>std</c>, <c>channels</c> ("RGB" or "BGR"), <c>scale</c>
/// (number or "a/b"), <c>resize</c> (pixels, or height and width) or <c>crop_pct</c> (the input's share of that),
/// <c>crop_mode</c> ("center" or "squash"), <c>interpolation</c> ("bilinear", "bicubic" or "nearest"), <c>labels</c>
/// ("imagenet", an array, or the name of a text file beside it with one label per line), <c>probability</c> ("softmax", "sigmoid"
/// or "none"), <c>output</c> (of an ONNX file), <c>architecture</c>, <c>name</c>.
/// </summary>
/// <remarks>
/// The first is written for this program: what it cannot be read as is an error. The others are not, and use the same words for
/// other things: what is not in the form that is read here is passed over, with a note.
/// </remarks>
internal sealed class NetworkDescription
{
    /// <summary>The source of what nothing says.</summary>
    public const string Default = "default";

    /// <summary>Size of the largest file that is read beside a network, in bytes.</summary>
    public const int MaximumFile = 16 << 20;

    private const string Metadata = "metadata";
    private const string Shape = "input", Resize = "resize", Share = "crop_pct";
    private const int LongestSide = 1 << 14;
    private const double LeastShare = 0.1;

    private static readonly string[] Keys =
    [
        "architecture", "channels", "crop_mode", Share, Shape, "interpolation", "labels", "mean", "name", "output", "probability",
        Resize, "scale", "std",
    ];

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<string, List<DescriptionField>> _fields = [];
    private readonly OrderedDictionary<string, string> _sources = [];
    private readonly List<string> _notes = [];
    private readonly string _folder;

    private NetworkDescription(string folder) => _folder = folder;

    /// <summary>The input's shape, if given.</summary>
    public TensorShape? Input =>
        Take<TensorShape?>(Shape, null, null, given => InputLimits.Check(given.Integers(), given.Element));

    /// <summary>How many fields there are, all sources together.</summary>
    public int Count => _fields.Values.Sum(fields => fields.Count);

    /// <summary>Whether the input's shape is given, and by others than the file written for this program.</summary>
    public bool HasForeignInput => First(Shape) is { IsForeign: true };

    /// <summary>The output of an ONNX file whose values are the scores, if given.</summary>
    public string? Output => First("output") is { IsForeign: false } given ? given.Text() : null;

    /// <summary>The built-in architecture, if given.</summary>
    public Architecture? Architecture => Take<Architecture?>("architecture", null, null, given =>
    {
        // timm puts the training behind the name: squeezenet1_1.tv_in1k.
        var name = given.IsForeign ? given.Text().Split('.')[0] : given.Text();
        return !given.IsForeign || ArchitectureCatalog.Names.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? ArchitectureCatalog.Find(name)
            : throw new NetworkFormatException("The architecture is none of the built-in ones.", given.Element, actual: name);
    });

    /// <summary>Reads the files beside the network, if there are any.</summary>
    /// <param name="networkPath">Path of the network.</param>
    /// <exception cref="NetworkFormatException">The file of the network's name is a folder, not a JSON object, or has an unknown
    /// field.</exception>
    public static NetworkDescription ReadBeside(string networkPath)
    {
        var path = Path.ChangeExtension(networkPath, ".json");
        var description = new NetworkDescription(Path.GetDirectoryName(Path.GetFullPath(networkPath))!);
        if (Directory.Exists(path))
            throw new NetworkFormatException("It is a folder, where a network's description would be.", Path.GetFileName(path));
        if (File.Exists(path)) description.ReadOwn(path);
        else TrainingConfiguration.ReadBeside(description, description._folder);
        return description;
    }

    /// <summary>Adds a field that is not of the file written for this program, behind all that there are.</summary>
    /// <param name="key">The field whose meaning it has.</param>
    /// <param name="value">Its value, in the form that the field has.</param>
    /// <param name="source">Where it was found, for users.</param>
    /// <param name="element">File and field, for messages.</param>
    /// <param name="isForeign">False where it can mean nothing else, so that a wrong value is an error.</param>
    public void Add(string key, JsonElement value, string source, string element, bool isForeign = true)
    {
        var slot = key == Share ? Resize : key;
        if (!_fields.TryGetValue(slot, out var fields)) _fields[slot] = fields = [];
        fields.Add(new(value, element, source, isForeign) { IsShare = key == Share });
    }

    /// <summary>Adds the known fields of metadata: those of a description, and those that ONNX defines for images.</summary>
    public void AddMetadata(IReadOnlyDictionary<string, string> metadata, string source = Metadata)
    {
        var file = source == Metadata ? "Metadata" : source;
        foreach (var key in Keys)
            if (metadata.TryGetValue(key, out var text)) Add(key, DescriptionField.Parse(text), source, $"{file}, field '{key}'");
        ImageMetadata.AddTo(this, metadata, source, file);
    }

    /// <summary>Says once what was passed over, and why.</summary>
    public void Note(string text)
    {
        if (!_notes.Contains(text)) _notes.Add(text);
    }

    /// <summary>Passes over the input's shape that was given, which the network does not take.</summary>
    public void PassOverInput(NetworkFormatException fault)
    {
        Note($"{First(Shape)!.Element}: The network does not take that input; it is passed over. {fault.Message}");
        _fields[Shape].RemoveAt(0);
        _sources.Remove(Shape);
    }

    /// <summary>The network with the name, labels and preprocessing described here; what is not described stays.</summary>
    /// <exception cref="NetworkFormatException">A field is misshapen, or does not fit the network.</exception>
    public Network Apply(Network network)
    {
        var known = network.Preprocessing;
        var whence = ReferenceEquals(known, Preprocessing.ImageNet) ? Default : "architecture";
        var channels = network.Input.Channels;
        // A default for three channels says nothing about networks of another number.
        var (mean, std) = known.Mean.Length == channels ? (known.Mean, known.Std)
            : ([.. new float[channels]], [.. Enumerable.Repeat(1f, channels)]);
        var preprocessing = known with
        {
            Scale = Take("scale", known.Scale, whence, field => field.Ratio()),
            Mean = Take("mean", mean, whence, field => field.Singles(channels)),
            Std = Take("std", std, whence, field => field.Singles(channels, positive: true)),
            Channels = Take("channels", known.Channels, whence, field => field.Choice("RGB", "BGR") == "RGB" ? ChannelOrder.Rgb
                : ChannelOrder.Bgr),
            Filter = Take("interpolation", known.Filter, whence, field => Enum.Parse<ImageFilter>(
                field.Choice([.. Enum.GetNames<ImageFilter>().Select(name => name.ToLowerInvariant())]), ignoreCase: true)),
            IsSquashed = Take("crop_mode", known.IsSquashed, whence, field => field.Choice("center", "squash") == "squash"),
        };
        var (height, width) = Take(Resize, (known.ResizeHeight, known.ResizeWidth), whence,
            field => field.IsShare ? Shares(network.Input, field.Real(LeastShare, 1)) : field.Lengths(LongestSide));
        return network with
        {
            Name = Take("name", network.Name, null, field => field.Text()),
            Labels = Take("labels",
                network.ClassCount == ImageNetLabels.Names.Count ? ImageNetLabels.Names : network.Labels, Default,
                field => Labels(field, network)),
            Probability = Take("probability", network.Probability, null, field => Probability(field, network)),
            Preprocessing = preprocessing with { ResizeHeight = height, ResizeWidth = width },
            Sources = _sources,
            Notes = [.. network.Notes, .. _notes],
        };
    }

    /// <summary>The description that gives a network the preprocessing, labels and input that it has.</summary>
    public static string Write(Network network) =>
        ToJson(network).ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>The description as metadata that <see cref="AddMetadata"/> reads: fields and their values as JSON.</summary>
    public static IEnumerable<KeyValuePair<string, string>> WriteMetadata(Network network) =>
        ToJson(network).Where(field => field.Key != "architecture")
            .Select(field => KeyValuePair.Create(field.Key, field.Value!.ToJsonString()));

    private static JsonObject ToJson(Network network)
    {
        var (input, preprocessing) = (network.Input, network.Preprocessing);
        var json = new JsonObject
        {
            [Shape] = new JsonArray(input.Channels, input.Height, input.Width),
            ["scale"] = preprocessing.Scale,
            ["mean"] = new JsonArray([.. preprocessing.Mean.Select(value => (JsonNode)value)]),
            ["std"] = new JsonArray([.. preprocessing.Std.Select(value => (JsonNode)value)]),
            ["channels"] = preprocessing.Channels == ChannelOrder.Rgb ? "RGB" : "BGR",
            ["interpolation"] = preprocessing.Interpolation,
            [Resize] = new JsonArray(preprocessing.ResizeHeight, preprocessing.ResizeWidth),
            ["crop_mode"] = preprocessing.IsSquashed ? "squash" : "center",
            ["labels"] = new JsonArray([.. network.Labels.Select(label => (JsonNode)label)]),
        };
        if (network.Probability != ProbabilityKind.Softmax)
            json["probability"] = network.Probability.ToString().ToLowerInvariant();
        if (network.Architecture is { } architecture) json["architecture"] = architecture;
        return json;
    }

    // As timm does.
    private static (int Height, int Width) Shares(TensorShape input, double share) =>
        ((int)Math.Floor(input.Height / share), (int)Math.Floor(input.Width / share));

    private void ReadOwn(string path)
    {
        var file = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaximumFile)
            throw new NetworkFormatException("The file is too large.", file, $"at most {MaximumFile} bytes");
        try
        {
            using var json = JsonDocument.Parse(new MemoryStream(PlainFile.ReadBytes(path)), Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new NetworkFormatException("It is not a description.", file, "a JSON object");
            foreach (var field in json.RootElement.EnumerateObject())
            {
                if (!Keys.Contains(field.Name))
                    throw new NetworkFormatException("The field is unknown.", $"{file}, field '{field.Name}'",
                        "one of " + string.Join(", ", Keys));
                Add(field.Name, field.Value.Clone(), file, $"{file}, field '{field.Name}'", isForeign: false);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: a name that is not Unicode
        {
            throw new NetworkFormatException($"It is not valid JSON. {JsonFault.Of(e)}", file, inner: e);
        }

        if (_fields.TryGetValue(Resize, out var lengths) && lengths.Count > 1)
            throw new NetworkFormatException("Two fields say the same.", file, $"{Resize} or {Share}, not both");
    }

    private DescriptionField? First(string key) => _fields.GetValueOrDefault(key)?.FirstOrDefault();

    /// <summary>What the first field of this key that can be read says, and where it is from.</summary>
    private T Take<T>(string key, T otherwise, string? whence, Func<DescriptionField, T> read)
    {
        while (First(key) is { } field)
            try
            {
                var value = read(field);
                _sources[key] = field.Source;
                return value;
            }
            catch (NetworkFormatException e) when (field.IsForeign)
            {
                Note($"{e.Message} It is passed over.");
                _fields[key].RemoveAt(0);
            }

        if (whence is not null) _sources[key] = whence;
        return otherwise;
    }

    private ProbabilityKind Probability(DescriptionField field,
        Network network) => field.Choice("softmax", "sigmoid", "none") switch
        {
            "softmax" when network.ClassCount == 1 => throw new NetworkFormatException(
                "A soft-max of one score is always 1.", field.Element, "\"sigmoid\" or \"none\"", "\"softmax\""),
            "softmax" => ProbabilityKind.Softmax,
            "sigmoid" => ProbabilityKind.Sigmoid,
            _ => ProbabilityKind.None,
        };

    private IReadOnlyList<string> Labels(DescriptionField field, Network network)
    {
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
        return file.Exists ? PlainFile.ReadLines(file.FullName)
            : throw new NetworkFormatException("There is no such file of labels.", field.Element, actual: name);
    }
}
