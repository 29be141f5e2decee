using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Output;

/// <summary>The images that <c>--out</c> asks for.</summary>
internal sealed class ImageFiles
{
    /// <summary>What to say where a photograph would be replaced.</summary>
    public const string Photograph = "This is the photograph itself, which is never replaced.";

    private readonly Session _session;
    private readonly string _folder;
    private readonly ImageNames _names = new();

    /// <summary>Makes sure that the folder exists.</summary>
    /// <exception cref="UsageException">It cannot be created.</exception>
    public ImageFiles(string folder, Session session)
    {
        (_folder, _session) = (Path.GetFullPath(folder), session);
        for (var above = _folder; above is not null; above = Path.GetDirectoryName(above))
            if (File.Exists(above))
                throw new UsageException($"{folder}: --out names a folder, which cannot be where there is a file: '{above}'.");
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{folder}: {e.Message}");
        }
    }

    /// <summary>What is drawn of each result.</summary>
    public required IReadOnlyList<ImageKind> Kinds { get; init; }

    /// <summary>How it is drawn.</summary>
    public required ImageStyle Style { get; init; }

    /// <summary>Format of the files.</summary>
    public required ImageFormat Format { get; init; }

    /// <summary>Quality of JPEG files.</summary>
    public required int Quality { get; init; }

    /// <summary>Whether files that exist are replaced; one that is not is an error of its own.</summary>
    public required bool Replace { get; init; }

    /// <summary>The images of one result; on any thread.</summary>
    public IEnumerable<ImageFile> Draw(SaliencyImage image) => Kinds.SelectMany(kind => image.Split(kind).Select(part =>
        new ImageFile(part, kind,
            ImageEncoder.Encode(part.Render(kind, Style, _session.Token), Format, Quality, _session.Token))));

    /// <summary>Writes images, in the order of the results.</summary>
    public void Save(IEnumerable<ImageFile> images)
    {
        foreach (var image in images)
        {
            var file = Path.Combine(_folder, _names.Next(image.Image, image.Kind, Format));
            _session.Token.ThrowIfCancellationRequested();
            if (image.Image.IsPhotograph(file)) _session.Fail(file, Photograph);
            else _session.Write(file, stream => stream.Write(image.Data), Replace);
        }
    }
}
