using System.Buffers.Binary;
using SaliencyPS.Imaging;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>
/// TIFF, the first page. Files of cameras (DNG, NEF) look the same and begin with a small preview, which nobody means.
/// </summary>
internal sealed class TiffCodec()
    : ImageSharpCodec<TiffDecoder>("TIFF", [".tif", ".tiff"], new() { DecodingMode = FrameDecodingMode.First })
{
    private const int NewSubfileType = 254, StripOffsets = 273, StripByteCounts = 279, TileOffsets = 324, TileByteCounts = 325;
    private const int Short = 3, Long = 4;

    /// <inheritdoc/>
    // The library looks for it in the EXIF data only, which a TIFF has in a directory of its own.
    protected override int Orientation(byte[] data, ExifProfile? exif) => ExifOrientation.Read(data);

    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> data)
    {
        var little = data[0] == 'I';
        var directory = Directory(data, little);
        if (directory.TryGetValue(NewSubfileType, out var kind) && kind is [var bits, ..] && (bits & 1) != 0)
            throw new ImageFormatException("TIFF: the first image in it is a preview of another one, as in a camera's raw file. "
                + "Convert the file to JPEG or PNG first.");
        var (offsets, counts) = directory.ContainsKey(TileOffsets) ? (directory[TileOffsets], directory[TileByteCounts])
            : (directory[StripOffsets], directory[StripByteCounts]);
        if (offsets.Length != counts.Length) return false;
        for (var i = 0; i < offsets.Length; i++)
            if ((long)offsets[i] + counts[i] > data.Length) return false;
        return true;
    }

    // What the first directory says, of the tags that are of interest here.
    private static Dictionary<int, uint[]> Directory(ReadOnlySpan<byte> data, bool little)
    {
        var at = (int)Word(data, 4, Long, little);
        var entries = Word(data, at, Short, little);
        var found = new Dictionary<int, uint[]>();
        for (at += 2; entries > 0; entries--, at += 12)
        {
            var (tag, type) = ((int)Word(data, at, Short, little), (int)Word(data, at + 2, Short, little));
            if (tag is not (NewSubfileType or StripOffsets or StripByteCounts or TileOffsets or TileByteCounts)
                || type is not (Short or Long)) continue;
            var (count, size) = ((int)Word(data, at + 4, Long, little), type == Short ? 2 : 4);
            var values = count * size > 4 ? (int)Word(data, at + 8, Long, little) : at + 8;
            _ = data.Slice(values, checked(count * size)); // before memory is taken for as many as are claimed
            var read = new uint[count];
            for (var i = 0; i < count; i++) read[i] = Word(data, values + i * size, type, little);
            found[tag] = read;
        }

        return found;
    }

    private static uint Word(ReadOnlySpan<byte> data, int at, int type, bool little) => (type, little) switch
    {
        (Short, true) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]),
        (Short, false) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]),
        (_, false) => BinaryPrimitives.ReadUInt32BigEndian(data[at..]),
    };
}
