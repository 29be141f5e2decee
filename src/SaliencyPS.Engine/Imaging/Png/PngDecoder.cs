using System.IO.Compression;

namespace SaliencyPS.Imaging.Png;

/// <summary>Decodes PNG (W3C, third edition): all color types and depths, interlaced or not.</summary>
internal static class PngDecoder
{
    // Adam7 (section 8.1).
    private static readonly Pass[] Passes =
        [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)];

    /// <summary>Whether the data begin like a PNG.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> data) => data.StartsWith(Signature);

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Decodes an image, lays it over white and turns it upright by its eXIf chunk.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="limits">Bounds on the image.</param>
    /// <param name="measured">Told the upright image's width and height before memory is taken for it.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">Damaged, truncated, unsupported or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DecodedImage Decode(
        byte[] data, ImageLimits limits, Action<int, int> measured, CancellationToken token)
    {
        var chunks = new PngChunks(data);
        chunks.MoveNext();
        if (chunks.Type != PngChunks.TypeOf("IHDR"u8))
            throw new ImageFormatException($"PNG: the first chunk is {chunks.Name}, not IHDR.");
        var header = PngHeader.Parse(chunks.Data, limits);

        ReadOnlySpan<byte> palette = default, transparency = default;
        var imageData = new List<(int Start, int Length)>();
        var compressed = 0L;
        var orientation = 1;
        for (chunks.MoveNext(); chunks.Type != PngChunks.TypeOf("IEND"u8); chunks.MoveNext())
        {
            if (chunks.Type == PngChunks.TypeOf("IDAT"u8))
            {
                imageData.Add((chunks.Start, chunks.Length));
                compressed += chunks.Length;
            }
            else if (chunks.Type == PngChunks.TypeOf("PLTE"u8)) palette = chunks.Data;
            else if (chunks.Type == PngChunks.TypeOf("tRNS"u8)) transparency = chunks.Data;
            else if (chunks.Type == PngChunks.TypeOf("eXIf"u8)) orientation = ExifOrientation.Read(chunks.Data);
            else if (chunks.IsCritical)
                throw new ImageFormatException($"PNG: the critical chunk {chunks.Name} is unknown.");
        }

        // Deflate makes at most 1032 bytes of one: refuse what cannot be, before memory is taken.
        if (header.RowBytes(header.Width) * header.Height / 1032 > compressed)
            throw new ImageFormatException(
                $"PNG: truncated: {compressed} bytes cannot hold {header.Width}×{header.Height} pixels.");
        var pixels = new PngPixels(header, palette, transparency);
        if (orientation < 5) measured(header.Width, header.Height);
        else measured(header.Height, header.Width);
        var image = new UprightImage(header.Width, header.Height, orientation);
        using var samples = new ZLibStream(new ImageDataStream(data, imageData), CompressionMode.Decompress);
        foreach (var pass in header.Interlaced ? Passes : [new(0, 0, 1, 1)])
            ReadPass(samples, header, pixels, pass, image, token);
        return new(image.Image) { Orientation = orientation, Warning = chunks.Warning };
    }

    private static void ReadPass(
        Stream samples, PngHeader header, PngPixels pixels, Pass pass, UprightImage image, CancellationToken token)
    {
        var width = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        if (width == 0) return;
        var (row, above) = (new byte[header.RowBytes(width)], new byte[header.RowBytes(width)]);
        for (var y = pass.Y; y < header.Height; y += pass.StepY, (row, above) = (above, row))
        {
            token.ThrowIfCancellationRequested();
            ReadRow(samples, row, above, header.PixelBytes);
            for (var x = 0; x < width; x++) pixels.Convert(row, x, image[pass.X + x * pass.StepX, y]);
        }
    }

    private static void ReadRow(Stream samples, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        try
        {
            var filter = samples.ReadByte();
            if (filter < 0 || samples.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                throw new ImageFormatException("PNG: truncated: the compressed data hold too few rows.");
            if (filter > 4) throw new ImageFormatException($"PNG: row filter {filter} does not exist.");
            RowFilter.Undo((RowFilterKind)filter, row, above, pixelBytes);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // zlib's complaints come as either
        {
            throw new ImageFormatException("PNG: the compressed data are damaged.", e);
        }
    }

    // First column and row, and steps, of the pixels that a pass holds.
    private readonly record struct Pass(int X, int Y, int StepX, int StepY);
}
