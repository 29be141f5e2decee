using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Predictions;

/// <summary>
/// Reads COCO's results: a list of objects with image_id, category_id, bbox as [x, y, width, height] in pixels, and score. Where
/// the truth is COCO's too, its file says which image and which class the numbers mean; otherwise an image is that whose file is
/// called so, and a class that of the index. A text in place of a number is the image's path.
/// </summary>
internal static class CocoResults
{
    /// <summary>Reads a file; the boxes of an image come best first, as their scores say.</summary>
    /// <exception cref="GroundTruthException">A field is missing, not valid, or means nothing.</exception>
    public static IReadOnlyList<ObjectBox> Read(string file, GroundTruthSet truth)
    {
        using var stream = GroundTruthFile.Open(file);
        try
        {
            using var json = JsonDocument.Parse(stream);
            var names = new Lazy<ILookup<long, string>>(() => truth.Images.Where(image => Number(image.Path) is not null)
                .ToLookup(image => Number(image.Path)!.Value, image => image.Path));
            var boxes = json.RootElement.EnumerateArray().Select((one, i) => Read(one, $"[{i}]")).ToList();
            return [.. boxes.GroupBy(box => box.Path).SelectMany(image => image.OrderByDescending(box => box.Score))];

            ObjectBox Read(JsonElement one, string place)
            {
                if (one.ValueKind != JsonValueKind.Object) throw Fault(place, "expected an object.");
                var box = Field(one, place, "bbox");
                if (box.ValueKind != JsonValueKind.Array || box.GetArrayLength() != 4
                    || box.EnumerateArray().Any(side => !IsNumber(side)))
                    throw Fault($"{place}.bbox", "expected four numbers, [x, y, width, height].");
                double[] sides = [.. box.EnumerateArray().Select(side => side.GetDouble())];
                if (sides[2] < 0 || sides[3] < 0) throw Fault($"{place}.bbox", "width and height must not be below 0.");
                var score = Field(one, place, "score");
                if (!IsNumber(score)) throw Fault($"{place}.score", "expected a number.");
                var (index, label) = Class(Id(one, place, "category_id"), place);
                var (left, top) = (BoxRow.Whole(sides[0]), BoxRow.Whole(sides[1]));
                return new ObjectBox
                {
                    Path = Image(one, place), ClassIndex = index, Label = label, Score = score.GetDouble(),
                    Probability = double.NaN,
                    Box = new BoundingBox(left, top, BoxRow.Whole(sides[0] + sides[2]) - left,
                        BoxRow.Whole(sides[1] + sides[3]) - top),
                };
            }

            string Image(JsonElement one, string place)
            {
                if (Field(one, place, "image_id") is { ValueKind: JsonValueKind.String } text) return text.GetString()!;
                var id = Id(one, place, "image_id");
                if (truth.Ids is { } known)
                    return known.Images.TryGetValue(id, out var path) ? path
                        : throw Fault($"{place}.image_id", $"the true boxes have no image of the id {id}.");
                // Of whose image the truth knows nothing is told later.
                return names.Value[id].FirstOrDefault($"{id}");
            }

            (int Index, string Label) Class(long id, string place) =>
                truth.Ids is not { } known ? id is >= 0 and <= int.MaxValue ? ((int)id, "")
                    : throw Fault($"{place}.category_id", $"{id} is no index of a class.")
                : known.Categories.TryGetValue(id, out var name) ? (-1, name)
                : throw Fault($"{place}.category_id", $"the true boxes have no category of the id {id}. (Where the numbers are "
                    + "indices of a network's classes, JSON Lines or CSV tell the classes by name, too.)");
        }
        catch (JsonException e)
        {
            throw new GroundTruthException(file, (int)Math.Min(e.LineNumber + 1 ?? 1, int.MaxValue), null,
                $"it is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            // A text can be JSON and still not be Unicode.
            throw Fault("image_id", $"it is not valid text: {e.Message}");
        }

        long Id(JsonElement one, string place, string field) =>
            Field(one, place, field) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var id) ? id
                : throw Fault($"{place}.{field}", "expected a whole number.");

        JsonElement Field(JsonElement one, string place, string field) => one.TryGetProperty(field, out var value) ? value
            : throw Fault($"{place}.{field}", "it is missing.");

        GroundTruthException Fault(string field, string message) => new(file, field, message);
    }

    // What is a number of pixels, too.
    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number) && Math.Abs(number) < int.MaxValue / 2;

    private static long? Number(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(GroundTruthSet.FileName(path)), out var number) ? number : null;
}
