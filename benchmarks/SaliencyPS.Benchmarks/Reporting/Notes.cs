namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>
/// The hand-written half of the results, NOTES.md: under a heading <c>## key</c> the reason why that target is missed and what to
/// do next. Numbers are generated, explanations are not.
/// </summary>
internal sealed class Notes
{
    private const string Heading = "## ";
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Reads the file; no file has no notes.</summary>
    public static Notes Read(string path)
    {
        var notes = new Notes();
        if (!File.Exists(path)) return notes;
        foreach (var part in ("\n" + File.ReadAllText(path)).Split("\n" + Heading).Skip(1))
        {
            var (end, text) = (part.IndexOf('\n'), part);
            if (end > 0) notes._texts[text[..end].Trim()] = text[end..].Trim();
        }

        return notes;
    }

    /// <summary>The text under a heading; null if there is none.</summary>
    public string? this[string key] => _texts.GetValueOrDefault(key);
}
