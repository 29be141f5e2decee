using System.Text.Json;
using SaliencyPS.Files;
using SaliencyPS.Imaging;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads the object annotations of a COCO JSON file: images (id, file_name, width, height), categories (id, name) and annotations
/// (image_id, category_id, bbox as [x, y, width, height] in pixels, segmentation, iscrowd). All other fields are passed over.
/// </summary>
internal sealed class CocoReader(string file)
{
    /// <summary>All boxes but those of crowds, which are nobody's (iscrowd: 1, true, or either as a text).</summary>
    /// <exception cref="GroundTruthException">A field is missing, not valid, or refers to what is not there.</exception>
    public GroundTruthSet Read(Stream stream)
    {
        try
        {
            using var json = JsonDocument.Parse(stream);
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new GroundTruthException(file, (int)Math.Min(e.LineNumber + 1 ?? 1, int.MaxValue), null,
                $"it is not valid JSON: {JsonFault.Of(e)}");
        }
        catch (InvalidOperationException e)
        {
            // A text can be JSON and still not be Unicode: half of a surrogate pair, escaped. Only names are read as text.
            throw new GroundTruthException(file, "file_name or name", $"it is not valid text: {e.Message}");
        }
    }

    private GroundTruthSet Read(JsonElement root)
    {
        var images = Names(root, "images", "file_name");
        var sizes = Sizes(root);
        var classes = Names(root, "categories", "name");
        var ids = new HashSet<long>(KeyComparer.Instance);
        var boxes = new List<GroundTruthBox>();
        foreach (var (annotation, place) in Items(root, "annotations"))
        {
            if (annotation.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number
                && !ids.Add(Id(annotation, place, "id")))
                throw new GroundTruthException(file, $"{place}.id", "an earlier item has the same.");
            if (IsCrowd(annotation, place)) continue;
            var image = Referred(annotation, place, "image_id", images, "image");
            var category = Referred(annotation, place, "category_id", classes, "category");
            var box = Field(annotation, place, "bbox");
            if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4
                || box.EnumerateArray().Any(value => !IsFinite(value)))
                throw new GroundTruthException(file, $"{place}.bbox", "expected four finite numbers, [x, y, width, height].");
            double[] sides = [.. box.EnumerateArray().Select(value => value.GetDouble())];
            if (sides[2] < 0 || sides[3] < 0)
                throw new GroundTruthException(file, $"{place}.bbox", "width and height must not be below 0.");
            boxes.Add(new GroundTruthBox(image, -1, sides[0], sides[1], sides[2], sides[3])
            {
                ClassName = category,
                ImageSize = sizes.TryGetValue(Id(annotation, place, "image_id"), out var size) ? size : null,
                Mask = Mask(annotation, place, size),
            });
        }

        return new GroundTruthSet(boxes, images.Values.Except(boxes.Select(box => box.Path))) { Ids = new(images, classes) };
    }

    private bool IsCrowd(JsonElement annotation, string place)
    {
        if (!annotation.TryGetProperty("iscrowd", out var crowd)) return false;
        return crowd.ValueKind switch
        {
            JsonValueKind.Number => crowd.GetDouble() != 0,
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            JsonValueKind.String when crowd.GetString() is "0" or "false" or "False" or "" => false,
            JsonValueKind.String when crowd.GetString() is "1" or "true" or "True" => true,
            _ => throw new GroundTruthException(file, $"{place}.iscrowd", "expected 0 or 1."),
        };
    }

    private GroundTruthMask? Mask(JsonElement annotation, string place, (int, int)? size)
    {
        if (!annotation.TryGetProperty("segmentation", out var segmentation)) return null;
        try
        {
            return CocoMasks.Read(segmentation, size);
        }
        catch (ArgumentException e)
        {
            throw new GroundTruthException(file, $"{place}.segmentation", e.Message);
        }
    }

    // Those of the images that have one; some files have none, or zeros.
    private Dictionary<long, (int Width, int Height)?> Sizes(JsonElement root)
    {
        var sizes = new Dictionary<long, (int, int)?>(KeyComparer.Instance);
        foreach (var (item, place) in Items(root, "images"))
        {
            if (Side(item, "width") is not { } width || Side(item, "height") is not { } height) continue;
            if ((long)width * height > ImageLimits.Largest)
                throw new GroundTruthException(file, place, $"no image has {width}×{height} pixels.");
            sizes.Add(Id(item, place, "id"), (width, height));
        }

        return sizes;

        static int? Side(JsonElement item, string field) =>
            item.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out var side) && side > 0 ? side : null;
    }

    private Dictionary<long, string> Names(JsonElement root, string list, string field)
    {
        var names = new Dictionary<long, string>(KeyComparer.Instance);
        foreach (var (item, place) in Items(root, list))
        {
            var name = Field(item, place, field) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
            if (name.Length == 0) throw new GroundTruthException(file, $"{place}.{field}", "expected a text that is not empty.");
            if (!names.TryAdd(Id(item, place, "id"), name))
                throw new GroundTruthException(file, $"{place}.id", "an earlier item has the same.");
        }

        return names;
    }

    private IEnumerable<(JsonElement Item, string Place)> Items(JsonElement root, string list)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(list, out var items)
            || items.ValueKind != JsonValueKind.Array)
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
        item.TryGetProperty(field, out var value) ? value
            : throw new GroundTruthException(file, $"{place}.{field}", "it is missing.");

    private static bool IsFinite(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number);
}
