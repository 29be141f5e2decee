using System.Text.Json;

namespace SaliencyPS.Evaluation;

/// <summary>
/// Reads the object annotations of a COCO JSON file: images (id, file_name), categories (id, name) and annotations (image_id,
/// category_id, bbox as [x, y, width, height] in pixels, iscrowd). All other fields are passed over.
/// </summary>
internal sealed class CocoReader(string file, IReadOnlyList<string> labels)
{
    /// <summary>Largest accepted file: 512 MiB, a little more than the annotations of COCO's own training set.</summary>
    public const long MaximumFile = 512L << 20;

    /// <summary>All boxes but those of crowds, which are nobody's.</summary>
    /// <exception cref="GroundTruthException">A field is missing, not valid, or refers to what is not there.</exception>
    public GroundTruth Read(Stream stream)
    {
        if (stream.Length > MaximumFile) throw new GroundTruthException(file, "file", $"it has {stream.Length} bytes; at most {MaximumFile} are read.");
        try
        {
            using var json = JsonDocument.Parse(stream);
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new GroundTruthException(file, (int)Math.Min(e.LineNumber + 1 ?? 1, int.MaxValue), null, $"it is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            // A text can be JSON and still not be Unicode: half of a surrogate pair, escaped. Only names are read as text.
            throw new GroundTruthException(file, "file_name or name", $"it is not valid text: {e.Message}");
        }
    }

    private GroundTruth Read(JsonElement root)
    {
        var pictures = Names(root, "images", "file_name");
        var classes = Names(root, "categories", "name");
        var indices = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var c = 0; c < labels.Count; c++) indices.TryAdd(labels[c], c);

        var boxes = new List<GroundTruthBox>();
        foreach (var (annotation, place) in Items(root, "annotations"))
        {
            if (annotation.TryGetProperty("iscrowd", out var crowd) && crowd.ValueKind == JsonValueKind.Number && crowd.GetDouble() != 0) continue;
            var picture = Referred(annotation, place, "image_id", pictures, "image");
            var category = Referred(annotation, place, "category_id", classes, "category");
            // Only a category in use has to be a class: files list many that a network need not know.
            if (!indices.TryGetValue(category, out var index))
                throw new GroundTruthException(file, $"{place}.category_id", $"no class of the network is labelled '{Short(category)}'.");
            var box = Field(annotation, place, "bbox");
            if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4 || box.EnumerateArray().Any(value => !IsFinite(value)))
                throw new GroundTruthException(file, $"{place}.bbox", "expected four finite numbers, [x, y, width, height].");
            double[] sides = [.. box.EnumerateArray().Select(value => value.GetDouble())];
            if (sides[2] <= 0 || sides[3] <= 0) throw new GroundTruthException(file, $"{place}.bbox", "width and height must be above 0.");
            boxes.Add(new GroundTruthBox(picture, index, sides[0], sides[1], sides[2], sides[3]));
        }

        return new GroundTruth(boxes);
    }

    private Dictionary<long, string> Names(JsonElement root, string list, string field)
    {
        var names = new Dictionary<long, string>();
        foreach (var (item, place) in Items(root, list))
        {
            var name = Field(item, place, field) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
            if (name.Length == 0) throw new GroundTruthException(file, $"{place}.{field}", "expected a text that is not empty.");
            if (!names.TryAdd(Id(item, place, "id"), name)) throw new GroundTruthException(file, $"{place}.id", "an earlier item has the same.");
        }

        return names;
    }

    private IEnumerable<(JsonElement Item, string Place)> Items(JsonElement root, string list)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array)
            throw new GroundTruthException(file, list, "expected a list.");
        var i = 0;
        foreach (var item in items.EnumerateArray())
        {
            var place = $"{list}[{i++}]";
            if (item.ValueKind != JsonValueKind.Object) throw new GroundTruthException(file, place, "expected an object.");
            yield return (item, place);
        }
    }

    private string Referred(JsonElement item, string place, string field, Dictionary<long, string> names, string what) =>
        names.TryGetValue(Id(item, place, field), out var name) ? name
            : throw new GroundTruthException(file, $"{place}.{field}", $"there is no {what} of that id.");

    private long Id(JsonElement item, string place, string field) =>
        Field(item, place, field) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var id) ? id
            : throw new GroundTruthException(file, $"{place}.{field}", "expected a whole number.");

    private JsonElement Field(JsonElement item, string place, string field) =>
        item.TryGetProperty(field, out var value) ? value : throw new GroundTruthException(file, $"{place}.{field}", "it is missing.");

    private static bool IsFinite(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number);

    private static string Short(string text) => text.Length > 50 ? text[..50] + "…" : text;
}
