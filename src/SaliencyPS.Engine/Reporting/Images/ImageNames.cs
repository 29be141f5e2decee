using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Reporting.Images;

/// <summary>
/// Names for many images in one folder: NAME.RANK.LABEL.METHOD.KIND.png (NAME.RANK.LABEL.METHOD.2.KIND.png for the second
/// object), NAME.LAYER.CHANNEL.ROW-COLUMN.KIND.png for a neuron, or NETWORK.INDEX.LABEL.png for a class model image.
/// Photographs of the same name from several folders are NAME, NAME-2, NAME-3 …; no name is given twice, on any file system.
/// </summary>
internal sealed class ImageNames
{
    private const int LongestName = 100, LongestLabel = 40;

    private readonly Dictionary<string, string> _stems = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _takenStems = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the next image.</summary>
    public string Next(SaliencyImage image, ImageKind kind, ImageFormat format)
    {
        var name = image.Result switch
        {
            ClassModelImage model => Safe($"{model.Network}.{model.ClassIndex}.{model.Label}", LongestName),
            NeuronSaliency { Row: null } channel => OfPhotograph($"{Safe(channel.Layer, LongestLabel)}.{channel.Channel}"),
            NeuronSaliency neuron =>
                OfPhotograph($"{Safe(neuron.Layer, LongestLabel)}.{neuron.Channel}.{neuron.Row}-{neuron.Column}"),
            AttributionResult result => OfPhotograph($"{image.Rank}.{Safe(image.Label, LongestLabel)}."
                + $"{result.Method.ToString().ToLowerInvariant()}{(image.Instance > 1 ? $".{image.Instance}" : "")}"),
            var other => throw new ArgumentException($"An image of a {other.GetType().Name} has no name."),
        };
        return Claim(_taken, name) + ImageEncoder.Extension(format);

        string OfPhotograph(string what) => $"{StemOf(image.Path!)}.{what}.{kind.ToString().ToLowerInvariant()}";
    }

    private string StemOf(string path) => _stems.TryGetValue(path, out var stem)
        ? stem
        : _stems[path] = Claim(_takenStems, Safe(Path.GetFileNameWithoutExtension(path), LongestName));

    private static string Claim(HashSet<string> taken, string name)
    {
        var claimed = name;
        for (var i = 2; !taken.Add(claimed); i++) claimed = $"{name}-{i}";
        return claimed;
    }

    // Letters and digits of any script, '-' and '.'; '_' for all else.
    private static string Safe(string text, int longest)
    {
        var safe = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        return safe.Length > longest ? safe[..longest] : safe;
    }
}
