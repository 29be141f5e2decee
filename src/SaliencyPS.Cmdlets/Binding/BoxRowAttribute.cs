using System.Collections;
using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Localization;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>
/// Makes boxes of rows of a table, such as Import-Csv reads: anybody's, by the names that columns usually have, in any case. All
/// else stays as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoxRowAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Paths = ["Path", "ImagePath", "Image", "File", "FileName", "FullName", "ImageId"];
    private static readonly string[] Lefts = ["X", "Left", "XMin", "X1"], Tops = ["Y", "Top", "YMin", "Y1"];
    private static readonly string[] Rights = ["Right", "XMax", "X2"], Bottoms = ["Bottom", "YMax", "Y2"];
    private static readonly string[] Widths = ["Width", "W"], Heights = ["Height", "H"];
    private static readonly string[] Labels = ["Label", "Class", "ClassName", "Category", "Wnid", "Name"];
    private static readonly string[] Indices = ["ClassIndex", "ClassId", "CategoryId"];
    private static readonly string[] Scores = ["Score", "Confidence"];

    /// <inheritdoc/>
    /// <exception cref="ArgumentTransformationMetadataException">A row lacks a column, or a value is no number.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData as PSObject)?.BaseObject is IList list ? list.Cast<object?>().Select(Box).ToArray()
            : inputData is IList rows ? rows.Cast<object?>().Select(Box).ToArray() : Box(inputData);

    // A bag of properties that was a result once is brought to life elsewhere.
    private static object? Box(object? value)
    {
        if (value is not PSObject { BaseObject: PSCustomObject } row
            || row.TypeNames.Any(name => name.StartsWith("Deserialized.", StringComparison.Ordinal))) return value;
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
            Network = Text(["Network", "Model"]) ?? "",
        };

        string? Text(string[] names) => names.Select(name => row.Properties[name]?.Value?.ToString())
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

        double? Number(string[] names)
        {
            if (names.Select(name => row.Properties[name]).FirstOrDefault(column => column is not null) is not { } column)
                return null;
            var text = Convert.ToString(column.Value, CultureInfo.InvariantCulture);
            return string.IsNullOrWhiteSpace(text) ? null
                // Export-Csv writes numbers as the current culture does.
                : (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number))
                    && Math.Abs(number) < int.MaxValue / 2 ? number
                : throw new ArgumentTransformationMetadataException($"Column '{column.Name}' of a row has '{text}', which is no "
                    + "number, written with a decimal point or as the current culture writes it.");
        }

        double Require(string[] names) => Number(names) ?? throw Missing(names);

        ArgumentTransformationMetadataException Missing(string[] names) => new(
            $"A row needs a column {string.Join(" or ", names)}; it has "
            + $"{string.Join(", ", row.Properties.Select(p => p.Name))}.");
    }

    private static int Whole(double value) => (int)Math.Round(value);
}
