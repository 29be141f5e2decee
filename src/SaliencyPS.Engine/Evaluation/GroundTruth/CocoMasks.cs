using System.Text.Json;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Reads COCO's segmentation field: run lengths as a list, the same as a text (six bits a character, from 48 on,
/// every run after the third as the difference to the one before the last), or polygons, whose pixels are those with
/// their center inside (even–odd) of any.
/// </summary>
internal static class CocoMasks
{
    private const long MaximumPixels = 100_000_000;
    private const int MaximumCrossings = 10_000_000;

    /// <summary>The mask; null where the field says nothing.</summary>
    /// <param name="segmentation">The field.</param>
    /// <param name="size">Width and height of the image, where known.</param>
    /// <exception cref="ArgumentException">The field is not as described; the message says what was expected.</exception>
    public static GroundTruthMask? Read(JsonElement segmentation, (int Width, int Height)? size) => segmentation.ValueKind switch
    {
        JsonValueKind.Object => Runs(segmentation),
        JsonValueKind.Array when segmentation.GetArrayLength() == 0 => null,
        JsonValueKind.Array => size is { } known ? Polygons(segmentation, known)
            : throw new ArgumentException("polygons need the image's width and height."),
        JsonValueKind.Null => null,
        _ => throw new ArgumentException("expected run lengths or polygons."),
    };

    private static GroundTruthMask Runs(JsonElement segmentation)
    {
        if (!segmentation.TryGetProperty("size", out var size)
            || size.ValueKind != JsonValueKind.Array || size.GetArrayLength() != 2
            || !TryWhole(size[0], out var height) || !TryWhole(size[1], out var width))
            throw new ArgumentException("expected size as [height, width].");
        CheckSize(width, height);
        if (!segmentation.TryGetProperty("counts", out var counts)) throw new ArgumentException("counts is missing.");
        if (counts.ValueKind == JsonValueKind.String) return new GroundTruthMask(width, height, Unpack(counts.GetString()!));
        if (counts.ValueKind != JsonValueKind.Array) throw new ArgumentException("expected counts as a list or a text.");
        return new GroundTruthMask(width, height, [.. counts.EnumerateArray()
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
            if (value is < 0 or > MaximumPixels) throw new ArgumentException("the text of counts is damaged.");
            runs.Add((int)value);
        }

        return runs;
    }

    private static GroundTruthMask Polygons(JsonElement polygons, (int Width, int Height) size)
    {
        CheckSize(size.Width, size.Height);
        // For each column, where a polygon begins (+1) or ends (−1) to cover centers of rows.
        var covers = new List<(int Row, int Change)>[size.Width];
        var crossings = 0;
        foreach (var polygon in polygons.EnumerateArray())
        {
            if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() is < 6 or > 1_000_000)
                throw new ArgumentException("expected polygons as lists of at least three points.");
            double[] sides = [.. polygon.EnumerateArray().Select(item =>
                item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var side) && double.IsFinite(side) ? side
                    : throw new ArgumentException("expected points of finite numbers."))];
            if (sides.Length % 2 != 0) throw new ArgumentException("a polygon has half a point.");
            foreach (var (column, rows) in Crossings(sides, size.Width, ref crossings))
            {
                rows.Sort();
                for (var i = 0; i + 1 < rows.Count; i += 2)
                {
                    var (from, to) = ((int)Math.Clamp(Math.Ceiling(rows[i] - 0.5), 0, size.Height),
                        (int)Math.Clamp(Math.Ceiling(rows[i + 1] - 0.5), 0, size.Height));
                    if (from < to) (covers[column] ??= []).AddRange([(from, 1), (to, -1)]);
                }
            }
        }

        return new GroundTruthMask(size.Width, size.Height, ToRuns(covers, size.Height));
    }

    private static Dictionary<int, List<double>> Crossings(double[] sides, int width, ref int crossings)
    {
        var columns = new Dictionary<int, List<double>>();
        for (var i = 0; i < sides.Length; i += 2)
        {
            var next = (i + 2) % sides.Length;
            var (x0, y0, x1, y1) = sides[i] <= sides[next] ? (sides[i], sides[i + 1], sides[next], sides[next + 1])
                : (sides[next], sides[next + 1], sides[i], sides[i + 1]);
            var (first, last) = ((int)Math.Clamp(Math.Ceiling(x0 - 0.5), 0, width),
                (int)Math.Clamp(Math.Ceiling(x1 - 0.5), 0, width));
            if ((crossings += Math.Max(0, last - first)) > MaximumCrossings)
                throw new ArgumentException("the polygons are too intricate.");
            for (var column = first; column < last; column++)
            {
                if (!columns.TryGetValue(column, out var rows)) columns.Add(column, rows = []);
                rows.Add(y0 + (y1 - y0) * (column + 0.5 - x0) / (x1 - x0));
            }
        }

        return columns;
    }

    private static List<int> ToRuns(List<(int Row, int Change)>[] covers, int height)
    {
        var (runs, end, inside) = (new List<int>(), 0L, false);
        var last = 0L;
        for (var column = 0; column < covers.Length; column++)
        {
            var depth = 0;
            foreach (var (row, change) in (covers[column] ?? []).OrderBy(cover => cover.Row))
            {
                depth += change;
                Turn((long)column * height + row, depth > 0);
            }

            Turn((long)(column + 1) * height, inside);
        }

        runs.Add((int)(end - last));
        return runs;

        void Turn(long at, bool now)
        {
            end = at;
            if (now == inside) return;
            runs.Add((int)(at - last));
            (last, inside) = (at, now);
        }
    }

    private static void CheckSize(long width, long height)
    {
        if (width < 1 || height < 1 || width * height > MaximumPixels)
            throw new ArgumentException($"a mask of {width}×{height} pixels; at most {MaximumPixels} are read.");
    }

    private static bool TryWhole(JsonElement item, out int value)
    {
        value = 0;
        return item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out value);
    }
}
