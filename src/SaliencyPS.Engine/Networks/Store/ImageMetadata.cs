using System.Globalization;
using System.Text.Json;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// The metadata that ONNX defines for images (<c>docs/MetadataProps.md</c> of onnx/onnx), and those that Azure Custom Vision adds
/// in its exports: which channel comes first, and between which numbers levels lie.
/// </summary>
internal static class ImageMetadata
{
    private const string Format = "Image.BitmapPixelFormat", Gamma = "Image.ColorSpaceGamma", Range = "Image.NominalPixelRange";
    private const string CustomVision = "CustomVision.Preprocess.";

    /// <summary>
    /// Input = level × scale − mean, by the name of a range without "Range": exporters write Nominal_0_255 as well as
    /// NominalRange_0_255.
    /// </summary>
    private static readonly Dictionary<string, (string Scale, double Mean)> Ranges = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Nominal_0_255"] = ("1", 0),
        ["Normalized_0_1"] = ("1/255", 0),
        ["Normalized_1_1"] = ("2/255", 1),
        ["Nominal_16_235"] = ("219/255", -16),
    };

    /// <summary>Adds what is there to a description.</summary>
    /// <param name="description">The description.</param>
    /// <param name="metadata">All metadata.</param>
    /// <param name="source">Where they are from, for users.</param>
    /// <param name="file">Where they are from, as messages begin.</param>
    public static void AddTo(
        NetworkDescription description, IReadOnlyDictionary<string, string> metadata, string source, string file)
    {
        if (Value(Format) is { } format && !format.Equals("Gray8", StringComparison.OrdinalIgnoreCase))
            Add("channels", format.ToUpperInvariant() switch { "RGB8" => "RGB", "BGR8" => "BGR", _ => format }, Format);
        if (Value(Gamma) is { } gamma && !gamma.Equals("SRGB", StringComparison.OrdinalIgnoreCase))
            description.Note($"{Name(Gamma)}: Levels enter as image files have them, SRGB; {gamma} is passed over.");
        AddRange();
        if (Value(CustomVision + "ResizeMethod") is not { } method) return;
        var (height, width) = (Value(CustomVision + "TargetHeight"), Value(CustomVision + "TargetWidth"));
        Add("input", $"[3, {height}, {width}]", CustomVision + "TargetHeight");
        if (method == "Stretch")
        {
            Add("resize", $"[{height}, {width}]", CustomVision + "ResizeMethod");
            Add("crop_mode", "squash", CustomVision + "ResizeMethod");
        }
        else
        {
            description.Note(
                $"{Name(CustomVision + "ResizeMethod")}: {method} is passed over; images are resized as by default.");
        }

        string? Value(string key) => metadata.GetValueOrDefault(key);

        string Name(string key) => $"{file}, field '{key}'";

        void Add(string key, string text, string field) =>
            description.Add(key, DescriptionField.Parse(text), source, Name(field));

        void AddRange()
        {
            if (Value(Range) is not { } range)
            {
                if (Value(Format) is not null || Value(Gamma) is not null)
                    description.Note($"{file}: {Range} is missing; scale, mean and std are as if it said nothing of images.");
                return;
            }

            if (!Ranges.TryGetValue(range.Replace("NominalRange", "Nominal", StringComparison.OrdinalIgnoreCase), out var known))
            {
                description.Note($"{Name(Range)}: The range is unknown. Expected one of {string.Join(", ", Ranges.Keys)}, "
                    + $"found {range}. It is passed over.");
                return;
            }

            Add("scale", known.Scale, Range);
            // Custom Vision's own mean and deviation come after the range's.
            var means = Numbers("NormalizeMean")?.Select(mean => mean + known.Mean) ?? [known.Mean];
            var deviations = Numbers("NormalizeStd") ?? [1];
            Add("mean", Text([.. means]), Range);
            Add("std", Text([.. deviations]), Range);
        }

        double[]? Numbers(string key) => Value(CustomVision + key) is { } text
            && DescriptionField.Parse(text) is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
            ? [.. list.EnumerateArray().Select(item => item.GetDouble())] : null;

        // One number counts for all channels, of which there may be one or three.
        static string Text(double[] numbers) => numbers is [var all] ? all.ToString("R", CultureInfo.InvariantCulture)
            : $"[{string.Join(", ", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]";
    }
}
