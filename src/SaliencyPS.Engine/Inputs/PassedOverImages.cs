using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Inputs;

/// <summary>Counts the images in folders that are passed over since their formats cannot be read.</summary>
internal sealed class PassedOverImages
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What to say of them; null where there was none.</summary>
    public string? Message
    {
        get
        {
            var all = _counts.Values.Sum();
            return all == 0 ? null
                : $"{(all == 1 ? "1 image was" : $"{all} images were")} passed over, since their "
                    + "formats are not read: "
                    + $"{string.Join(", ", _counts.Select(pair => $"{pair.Value} {pair.Key}{Remedy(pair.Key)}"))}.";
        }
    }

    /// <summary>Counts a file if its name says that it is an image.</summary>
    public void Count(string file)
    {
        var extension = Path.GetExtension(file).ToLowerInvariant();
        if (ForeignImages.Extensions.Contains(extension)) _counts[extension] = _counts.GetValueOrDefault(extension) + 1;
    }

    private static string Remedy(string extension) =>
        OptionalCodecs.ReaderOf(extension) is { } codec ? $" (the codec {codec} reads them)" : "";
}
