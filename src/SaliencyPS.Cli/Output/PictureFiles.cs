using SaliencyPS.Imaging;
using SaliencyPS.Localization;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// The pictures that <c>--out</c> asks for: per class the heat map, and the photograph with what was found drawn on it. Named
/// NAME.RANK.LABEL.KIND.png; where inputs from several folders share a name, the later ones are NAME-2, NAME-3, …
/// </summary>
internal sealed class PictureFiles
{
    private const int LongestName = 100, LongestLabel = 40;

    private static readonly RgbColor BoxColor = new(255, 64, 64);

    private readonly Session _session;
    private readonly string _folder;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes sure that the folder exists.</summary>
    /// <exception cref="UsageException">It cannot be created.</exception>
    public PictureFiles(string folder, Session session)
    {
        (_folder, _session) = (Path.GetFullPath(folder), session);
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{folder}: {e.Message}");
        }
    }

    /// <summary>The heat map of a picture in full size.</summary>
    public static RgbImage Render(ClassSaliency map) => HeatMap.Render(map.Map.ToPicture(), map.Width, map.Height, ColorMap.Inferno);

    /// <summary>The picture with heat map and box.</summary>
    public static RgbImage Draw(RgbImage picture, RgbImage heat, LocalizationResult found)
    {
        var (box, thickness) = (found.Box, Math.Max(2, Math.Min(picture.Width, picture.Height) / 150));
        return Overlay.DrawBox(Overlay.Blend(picture, heat), box.X, box.Y, box.Width, box.Height, BoxColor, thickness);
    }

    /// <summary>One picture as it will be written.</summary>
    public static PictureFile Encode(ClassSaliency map, string kind, RgbImage picture) =>
        new($"{map.Rank}.{FileName(map.Label, LongestLabel)}.{kind}.png", PngEncoder.Encode(picture));

    /// <summary>Writes all pictures that belong to one input.</summary>
    public void Save(string path, IReadOnlyList<PictureFile> pictures)
    {
        if (pictures.Count == 0) return;
        var name = Claim(path);
        foreach (var picture in pictures)
        {
            var file = Path.Combine(_folder, $"{name}.{picture.Suffix}");
            _session.Token.ThrowIfCancellationRequested();
            _session.Try(file, () => PngFile.Write(file, picture.Png));
        }
    }

    /// <summary>The text as part of a file name: letters, digits, '-', '.' and, for all else, '_'.</summary>
    public static string FileName(string text, int longest)
    {
        var safe = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        return safe.Length > longest ? safe[..longest] : safe;
    }

    private string Claim(string path)
    {
        var name = FileName(Path.GetFileNameWithoutExtension(path), LongestName);
        var claimed = name;
        for (var i = 2; !_names.Add(claimed); i++) claimed = $"{name}-{i}";
        return claimed;
    }
}
