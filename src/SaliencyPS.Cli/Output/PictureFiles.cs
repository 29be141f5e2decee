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

    /// <summary>Writes the heat maps of one picture, alone and over the picture.</summary>
    public void Write(RgbImage picture, IReadOnlyList<ClassSaliency> maps)
    {
        var name = Claim(maps[0].Path);
        foreach (var map in maps)
        {
            var heat = Render(map);
            Save(name, map, "map", heat);
            Save(name, map, "overlay", Overlay.Blend(picture, heat));
        }
    }

    /// <summary>Writes the heat maps of one picture, and the picture with heat map and box.</summary>
    public void Write(RgbImage picture, IReadOnlyList<(ClassSaliency Map, LocalizationResult Found)> boxes)
    {
        if (boxes.Count == 0) return;
        var name = Claim(boxes[0].Map.Path);
        foreach (var (map, found) in boxes)
        {
            var heat = Render(map);
            Save(name, map, "map", heat);
            Save(name, map, "box", Draw(picture, heat, found));
        }
    }

    /// <summary>The text as part of a file name: letters, digits, '-', '.' and, for all else, '_'.</summary>
    public static string FileName(string text, int longest)
    {
        var safe = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        return safe.Length > longest ? safe[..longest] : safe;
    }

    /// <summary>The picture with heat map and box.</summary>
    public static RgbImage Draw(RgbImage picture, ClassSaliency map, LocalizationResult found) => Draw(picture, Render(map), found);

    private static RgbImage Draw(RgbImage picture, RgbImage heat, LocalizationResult found)
    {
        var (box, thickness) = (found.Box, Math.Max(2, Math.Min(picture.Width, picture.Height) / 150));
        return Overlay.DrawBox(Overlay.Blend(picture, heat), box.X, box.Y, box.Width, box.Height, BoxColor, thickness);
    }

    private static RgbImage Render(ClassSaliency map) => HeatMap.Render(map.Map.ToPicture(), map.Width, map.Height, ColorMap.Inferno);

    private string Claim(string path)
    {
        var name = FileName(Path.GetFileNameWithoutExtension(path), LongestName);
        var claimed = name;
        for (var i = 2; !_names.Add(claimed); i++) claimed = $"{name}-{i}";
        return claimed;
    }

    private void Save(string name, ClassSaliency map, string kind, RgbImage picture)
    {
        var file = Path.Combine(_folder, $"{name}.{map.Rank}.{FileName(map.Label, LongestLabel)}.{kind}.png");
        _session.Token.ThrowIfCancellationRequested();
        _session.Try(file, () => PngFile.Write(file, picture));
    }
}
