using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Output;

/// <summary>The pictures that <c>--out</c> asks for.</summary>
internal sealed class PictureFiles
{
    private readonly Session _session;
    private readonly string _folder;
    private readonly PictureNames _names = new();

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

    /// <summary>What is drawn of each result.</summary>
    public required IReadOnlyList<PictureKind> Kinds { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PictureStyle Style { get; init; }

    /// <summary>Format of the files.</summary>
    public required PictureFormat Format { get; init; }

    /// <summary>Quality of JPEG files.</summary>
    public required int Quality { get; init; }

    /// <summary>The pictures of one result; on any thread.</summary>
    public IEnumerable<PictureFile> Draw(SaliencyPicture picture) => Kinds.SelectMany(kind => picture.Split(kind).Select(part =>
        new PictureFile(part, kind, ImageEncoder.Encode(part.Render(kind, Style, _session.Token), Format, Quality, _session.Token))));

    /// <summary>Writes pictures, in the order of the results.</summary>
    public void Save(IEnumerable<PictureFile> pictures)
    {
        foreach (var picture in pictures)
        {
            var file = Path.Combine(_folder, _names.Next(picture.Picture, picture.Kind, Format));
            _session.Token.ThrowIfCancellationRequested();
            _session.Try(file, () => WholeFile.Write(file, stream => stream.Write(picture.Data)));
        }
    }
}
