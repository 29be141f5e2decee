using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Runs;

namespace SaliencyPS.Inputs;

/// <summary>An image in a tar file, called by both: <c>photos.tar/goose.jpg</c>.</summary>
/// <param name="archive">The tar file, in full.</param>
/// <param name="name">The image's name in it.</param>
/// <param name="offset">Where its bytes begin.</param>
/// <param name="length">How many there are.</param>
/// <param name="time">When the archive was written last, in ticks of UTC.</param>
/// <param name="refusal">Why it is not read; null where it is.</param>
internal sealed class ArchivedImage(string archive, string name, long offset, long length, long time, string? refusal)
    : ContentSource
{
    public override string Path => $"{archive}{System.IO.Path.DirectorySeparatorChar}{name}";

    public override (long Size, long Time)? Stamp => IsGone ? null : (length, time);

    public override bool IsGone => !File.Exists(archive);

    // The name is a text that may have anything in it, and no path.
    public override string KeyBelow(string root) => $"{ImageKey.Of(root, archive)}/{name}";

    public override Stream Open() => new MemoryStream(Read(CancellationToken.None));

    /// <exception cref="ImageFormatException">There are too many.</exception>
    public override byte[] Read(CancellationToken token)
    {
        if (refusal is not null) throw new IOException(refusal);
        if (length > ImageDecoder.MaximumBytes)
            throw new ImageFormatException($"The image has {length} bytes; the limit is {ImageDecoder.MaximumBytes}.");
        token.ThrowIfCancellationRequested();
        using var stream = PlainFile.Open(archive, bufferSize: 0);
        if (File.GetLastWriteTimeUtc(archive).Ticks != time || stream.Length < offset + length)
            throw new IOException($"'{archive}' has changed since its images were listed.");
        stream.Position = offset;
        var data = new byte[length];
        stream.ReadExactly(data);
        return data;
    }
}
