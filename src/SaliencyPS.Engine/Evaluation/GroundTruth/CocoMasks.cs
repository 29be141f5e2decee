using System.Collections.Immutable;
using System.Text.Json;
using SaliencyPS.Imaging;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads COCO's segmentation field: run lengths as a list, the same as a text (six bits a character, from 48 on,
/// every run after the third as the difference to the one before the last), or polygons.
/// </summary>
internal static class CocoMasks
{
    /// <summary>Most numbers of the polygons of one object: judging a mask takes time for each of them.</summary>
    public const int MaximumNumbers = 100_000;

    /// <summary>The mask; null where the field says nothing.</summary>
    /// <param name="segmentation">The field.</param>
    /// <param name="size">Width and height of the image, where known.</param>
    /// <exception cref="ArgumentException">The field is not as described; the message says what was expected.</exception>
    public static GroundTruthMask? Read(JsonElement segmentation, (int Width, int Height)? size) => segmentation.ValueKind switch
    {
        JsonValueKind.Object => Runs(segmentation),
        JsonValueKind.Array when segmentation.GetArrayLength() == 0 => null,
        JsonValueKind.Array => new PolygonMask(Polygons(segmentation), size),
        JsonValueKind.Null => null,
        _ => throw new ArgumentException("expected run lengths or polygons."),
    };

    private static RunLengthMask Runs(JsonElement segmentation)
    {
        if (!segmentation.TryGetProperty("size", out var size)
            || size.ValueKind != JsonValueKind.Array || size.GetArrayLength() != 2
            || !TryWhole(size[0], out var height) || !TryWhole(size[1], out var width))
            throw new ArgumentException("expected size as [height, width].");
        if (width < 1 || height < 1 || (long)width * height > ImageLimits.Largest)
            throw new ArgumentException($"no image has {width}×{height} pixels.");
        if (!segmentation.TryGetProperty("counts", out var counts)) throw new ArgumentException("counts is missing.");
        if (counts.ValueKind == JsonValueKind.String) return new RunLengthMask(width, height, Unpack(counts.GetString()!));
        if (counts.ValueKind != JsonValueKind.Array) throw new ArgumentException("expected counts as a list or a text.");
        return new RunLengthMask(width, height, [.. counts.EnumerateArray()
            .Select(item => TryWhole(item, out var run) ? run : throw new ArgumentException("expected whole counts."))]);
    }

    private static List<int> Unpack(string text)
    {
        var runs = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var (value, shift, more) = (0L, 0, true);
            while (more)
            {
                if (at >= text.Length || shift > 35 || text[at] - 48 is not (>= 0 and < 64 and var bits))
                    throw new ArgumentException("the text of counts is damaged.");
                at++;
                value |= (long)(bits & 31) << shift;
                shift += 5;
                more = (bits & 32) != 0;
                if (!more && (bits & 16) != 0) value |= -1L << shift;
            }

            if (runs.Count > 2) value += runs[^2];
            if (value is < 0 or > int.MaxValue) throw new ArgumentException("the text of counts is damaged.");
            runs.Add((int)value);
        }

        return runs;
    }

    private static ImmutableArray<double[]> Polygons(JsonElement polygons)
    {
        var read = ImmutableArray.CreateBuilder<double[]>();
        var numbers = 0L;
        foreach (var polygon in polygons.EnumerateArray())
        {
            if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() < 6)
                throw new ArgumentException("expected polygons as lists of at least three points.");
            if ((numbers += polygon.GetArrayLength()) > MaximumNumbers)
                throw new ArgumentException(
                    $"the polygons have more than {MaximumNumbers} numbers; run lengths have no such bound.");
            double[] sides = [.. polygon.EnumerateArray().Select(item =>
                item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var side) && double.IsFinite(side) ? side
                    : throw new ArgumentException("expected points of finite numbers."))];
            if (sides.Length % 2 != 0) throw new ArgumentException("a polygon has half a point.");
            read.Add(sides);
        }

        return read.DrainToImmutable();
    }

    private static bool TryWhole(JsonElement item, out int value)
    {
        value = 0;
        return item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out value);
    }
}
