using System.Globalization;
using System.Text.Json;
using SaliencyPS.Files;
using SaliencyPS.Networks.Formats;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// What timm and Hugging Face's transformers write beside the weights that they publish: <c>preprocessor_config.json</c> and
/// <c>config.json</c>, in the words of a description. Both names are common: a file that is something else is passed over.
/// </summary>
internal static class TrainingConfiguration
{
    /// <summary>The names of these files, the one that counts more first.</summary>
    public static readonly string[] Names = ["preprocessor_config.json", "config.json"];

    // Pillow's numbers of its filters.
    private static readonly string[] Filters = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"];

    // Processors of transformers that resize to a square where "size" is one number; others keep the aspect.
    private static readonly string[] Square = ["ViT", "DeiT", "Beit", "EfficientNet"];

    /// <summary>
    /// Adds to a description what the files in a folder say, or, where it is a repository's folder "onnx", those above it.
    /// </summary>
    public static void ReadBeside(NetworkDescription description, string folder)
    {
        // A network called config has a description of that name, which is not that of its neighbours.
        if (NetworkStore.Extensions.Any(extension => File.Exists(Path.Combine(folder, "config" + extension)))) return;
        foreach (var name in Names)
            if (Find(folder, name) is { } path) Read(description, path, name);
    }

    private static string? Find(string folder, string name)
    {
        var above = Path.GetFileName(folder) == "onnx" ? Path.GetDirectoryName(folder) : null;
        string?[] paths = [Path.Combine(folder, name), above is null ? null : Path.Combine(above, name)];
        return Array.Find(paths, File.Exists);
    }

    private static void Read(NetworkDescription description, string path, string name)
    {
        var before = description.Count;
        try
        {
            if (new FileInfo(path).Length > NetworkDescription.MaximumFile)
                throw new InvalidDataException("The file is too large.");
            using var json = JsonDocument.Parse(new MemoryStream(PlainFile.ReadBytes(path)));
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("It is not a JSON object.");
            var root = json.RootElement.Clone();
            if (name == Names[0]) AddProcessor(description, root, name);
            else AddConfiguration(description, root, name);
        }
        // InvalidOperationException: text that is not Unicode.
        catch (Exception e) when (e is JsonException or IOException or InvalidDataException or UnauthorizedAccessException
            or InvalidOperationException)
        {
            description.Note($"{name}: {JsonFault.Of(e)} It is passed over.");
            return;
        }

        if (description.Count == before)
            description.Note($"{name}: It says nothing of a classifier's images or classes and is passed over.");
    }

    /// <summary>
    /// config.json: of timm with pretrained_cfg, formerly with all fields at the top; of transformers with id2label.
    /// </summary>
    private static void AddConfiguration(NetworkDescription description, JsonElement root, string file)
    {
        var nested = Get(root, "pretrained_cfg") is { ValueKind: JsonValueKind.Object };
        var trained = nested ? root.GetProperty("pretrained_cfg") : root;
        Pass("architecture", root, "architecture");
        if (nested || Get(root, "architecture") is not null)
        {
            Pass("mean", trained, "mean");
            Pass("std", trained, "std");
            if (Get(trained, "mean") is not null) Add("scale", "1/255", "mean");
            Pass("input", trained, "input_size");
            Pass("interpolation", trained, "interpolation");
            Pass("crop_pct", trained, "crop_pct");
            // timm knows what it means: a border must not become a crop.
            if (Get(trained, "crop_mode") is { } mode)
                description.Add("crop_mode", mode, file, Name("crop_mode"), isForeign: false);
            Pass("labels", trained, "label_names");
            if (nested) Pass("labels", root, "label_names");
        }

        if (Get(root, "id2label") is { ValueKind: JsonValueKind.Object } names && Labels(names) is { } labels)
            description.Add("labels", labels, file, Name("id2label"));
        if (Get(root, "image_size") is { ValueKind: JsonValueKind.Number } side)
            Add("input", $"[{Get(root, "num_channels")?.Raw() ?? "3"}, {side}, {side}]", "image_size");

        void Pass(string key, JsonElement from, string field)
        {
            if (Get(from, field) is { } value) description.Add(key, value, file, Name(field));
        }

        void Add(string key, string text, string field) =>
            description.Add(key, DescriptionField.Parse(text), file, Name(field));

        string Name(string field) => $"{file}, field '{field}'";
    }

    /// <summary>preprocessor_config.json of transformers' image processors.</summary>
    private static void AddProcessor(NetworkDescription description, JsonElement root, string file)
    {
        if (Get(root, "image_mean") is null && Get(root, "size") is null && Get(root, "resample") is null) return;
        var kind = Text("image_processor_type") ?? Text("feature_extractor_type") ?? "";
        if (Flag("do_rescale") ?? true) Add("scale", Get(root, "rescale_factor")?.Raw() ?? "1/255", "rescale_factor");
        else Add("scale", "1", "do_rescale");
        if (Flag("do_normalize") ?? Get(root, "image_mean") is not null)
        {
            Pass("mean", "image_mean");
            Pass("std", "image_std");
        }
        else
        {
            Add("mean", "0", "do_normalize");
            Add("std", "1", "do_normalize");
        }

        if (Flag("do_flip_channel_order") == true) Add("channels", "BGR", "do_flip_channel_order");
        if (Get(root, "resample") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var filter)
            && filter >= 0 && filter < Filters.Length)
            Add("interpolation", Filters[filter], "resample");
        else Pass("interpolation", "resample");
        foreach (var unheeded in (string[])["rescale_offset", "include_top"])
            if (Flag(unheeded) == true) description.Note($"{Name(unheeded)}: It is passed over.");
        AddSize();

        void AddSize()
        {
            if (Get(root, "size") is not { } size) return;
            if (Flag("do_resize") == false)
            {
                description.Note($"{Name("do_resize")}: Images are resized all the same, as by default.");
                return;
            }

            var crop = Flag("do_center_crop") ?? true ? Sides(Get(root, "crop_size")) : null;
            if (Sides(size) is { } sides && (size.ValueKind == JsonValueKind.Object || Square.Any(kind.StartsWith)))
                AddLengths(sides, "squash", crop ?? sides);
            else if (Shorter(size) is not { } side)
                description.Note($"{Name("size")}: Expected height and width, or shortest_edge, found {size.Raw()}. It is "
                    + "passed over.");
            // ConvNeXt's rule: large images lose nothing, small ones a rim.
            else if (kind.StartsWith("ConvNext", StringComparison.Ordinal) && side >= 384)
                AddLengths((side, side), "squash", (side, side));
            else if (Get(root, "crop_pct") is { ValueKind: JsonValueKind.Number } share && share.GetDouble() > 0)
                AddLengths(Whole((int)Math.Min(side / share.GetDouble(), int.MaxValue)), "center", (side, side));
            else if (kind.StartsWith("Levit", StringComparison.Ordinal))
                AddLengths(Whole((int)(256 / 224.0 * side)), "center", crop ?? (side, side));
            else AddLengths((side, side), "center", crop ?? (side, side));
        }

        static (int, int) Whole(int side) => (side, side);

        void AddLengths((int Height, int Width) lengths, string mode, (int Height, int Width) input)
        {
            Add("resize", string.Create(CultureInfo.InvariantCulture, $"[{lengths.Height}, {lengths.Width}]"), "size");
            Add("crop_mode", mode, "size");
            Add("input", string.Create(CultureInfo.InvariantCulture, $"[3, {input.Height}, {input.Width}]"), "size");
        }

        string? Text(string field) => Get(root, field) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        bool? Flag(string field) =>
            Get(root, field)?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

        void Pass(string key, string field)
        {
            if (Get(root, field) is { } value) description.Add(key, value, file, Name(field));
        }

        void Add(string key, string text, string field) =>
            description.Add(key, DescriptionField.Parse(text), file, Name(field));

        string Name(string field) => $"{file}, field '{field}'";
    }

    // Height and width, or one number for both.
    private static (int Height, int Width)? Sides(JsonElement? size) => size switch
    {
        { ValueKind: JsonValueKind.Number } side when side.TryGetInt32(out var length) => (length, length),
        { ValueKind: JsonValueKind.Object } sides
            when Length(sides, "height") is { } height && Length(sides, "width") is { } width => (height, width),
        _ => null,
    };

    private static int? Shorter(JsonElement size) => size.ValueKind == JsonValueKind.Object ? Length(size, "shortest_edge")
        : size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var length) ? length : null;

    private static int? Length(JsonElement size, string side) =>
        Get(size, side) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var length) ? length : null;

    /// <summary>Names by number, from 0 on without a gap; null for others, and for those that transformers makes up.</summary>
    private static JsonElement? Labels(JsonElement names)
    {
        var labels = new SortedDictionary<int, string>();
        foreach (var name in names.EnumerateObject())
            if (int.TryParse(name.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && name.Value.ValueKind == JsonValueKind.String)
                labels[index] = name.Value.GetString()!;
        return labels.Count == 0 || labels.Keys.Last() != labels.Count - 1
            || labels.All(label => label.Value == $"LABEL_{label.Key}") ? null
            : JsonSerializer.SerializeToElement([.. labels.Values], TextContext.Default.StringArray);
    }

    // A field that says null says nothing.
    private static JsonElement? Get(JsonElement from, string field) =>
        from.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
