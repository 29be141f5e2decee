using System.Globalization;
using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Predictions;

/// <summary>A box of anybody's as a row of a table: by the names that columns usually have, in any case.</summary>
internal static class BoxRow
{
    private static readonly string[] Paths =
        ["Path", "ImagePath", "Image", "File", "FileName", "FullName", "ImageId", "image_id"];
    private static readonly string[] Lefts = ["X", "Left", "XMin", "X1"], Tops = ["Y", "Top", "YMin", "Y1"];
    private static readonly string[] Rights = ["Right", "XMax", "X2"], Bottoms = ["Bottom", "YMax", "Y2"];
    private static readonly string[] Widths = ["Width", "W"], Heights = ["Height", "H"];
    private static readonly string[] Labels = ["Label", "Class", "ClassName", "Category", "Wnid", "Name"];
    private static readonly string[] Indices = ["ClassIndex", "ClassId", "CategoryId", "category_id"];
    private static readonly string[] Scores = ["Score", "Confidence"];

    /// <summary>Whether a row tells that an image failed, and of no box.</summary>
    /// <param name="value">The value of a column; null where there is no such column.</param>
    public static bool IsFailure(Func<string, string?> value) =>
        !string.IsNullOrWhiteSpace(value("Error")) && Lefts.All(name => string.IsNullOrWhiteSpace(value(name)));

    /// <summary>Reads a row.</summary>
    /// <param name="value">The value of a column; null where there is no such column.</param>
    /// <param name="columns">The names of all columns, for messages.</param>
    /// <returns>The box; its class has the index -1 where there is only a name, and its rank is 0 where there is none.</returns>
    /// <exception cref="FormatException">The row lacks a column, or a value is no number.</exception>
    public static ObjectBox Read(Func<string, string?> value, IEnumerable<string> columns)
    {
        var (x, y) = (Require(Lefts), Require(Tops));
        var (right, bottom) = (Number(Rights), Number(Bottoms));
        var (width, height) = (right is null ? Require(Widths) : right.Value - x,
            bottom is null ? Require(Heights) : bottom.Value - y);
        var (left, top) = (Whole(x), Whole(y));
        var index = Number(Indices);
        return new ObjectBox
        {
            Path = Text(Paths) ?? throw Missing(Paths),
            Label = Text(Labels) ?? (index is null ? throw Missing([.. Labels, .. Indices]) : ""),
            ClassIndex = index is { } given ? Whole(given) : -1,
            Rank = Whole(Number(["Rank"]) ?? 0),
            Score = Number(Scores) ?? 0,
            Probability = Number(["Probability"]) ?? double.NaN,
            Box = new BoundingBox(left, top, Whole(x + width) - left, Whole(y + height) - top),
            Instance = Whole(Number(["Instance"]) ?? 1),
            MaskArea = Whole(Number(["MaskArea"]) ?? 0),
            Network = Text(["Network", "Model"]) ?? "",
        };

        string? Text(string[] names) => names.Select(value).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

        double? Number(string[] names)
        {
            if (names.FirstOrDefault(name => value(name) is not null) is not { } column) return null;
            var text = value(column);
            return string.IsNullOrWhiteSpace(text) ? null
                // Export-Csv writes numbers as the current culture does.
                : (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number))
                    && Math.Abs(number) < int.MaxValue / 2 ? number
                : throw new FormatException($"Column '{column}' of a row has '{text}', which is no number, written with a "
                    + "decimal point or as the current culture writes it.");
        }

        double Require(string[] names) => Number(names) ?? throw Missing(names);

        FormatException Missing(string[] names) => new(
            $"A row needs a column {string.Join(" or ", names)}; it has {string.Join(", ", columns)}.");
    }

    /// <summary>A number of pixels, rounded.</summary>
    public static int Whole(double number) => (int)Math.Round(number);
}
