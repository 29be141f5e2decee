using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SaliencyPS.Cli.Tests;

/// <summary>Writes PNG files of kinds that the engine does not write, row by row.</summary>
internal static class PngFile
{
    /// <param name="path">The file.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="color">Color type: 0 grey, 2 RGB, 3 palette, 4 grey and opacity, 6 RGB and opacity.</param>
    /// <param name="row">The packed samples of each row.</param>
    /// <param name="palette">Red, green, blue of each index.</param>
    /// <param name="opacities">Opacity of each index (tRNS).</param>
    public static string Write(string path, int width, int height, byte depth, byte color, Func<int, byte[]> row,
        byte[]? palette = null, byte[]? opacities = null)
    {
        using var file = File.Create(path);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), depth, color, 0, 0, 0]);
        if (palette is not null) Chunk(file, "PLTE", palette);
        if (opacities is not null) Chunk(file, "tRNS", opacities);
        var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < height; y++) packed.Write([0, .. row(y)]);
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return path;
    }

    private static void Chunk(Stream file, string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        file.Write([.. BigEndian((uint)data.Length), .. named, .. BigEndian(Crc(named))]);
    }

    private static uint Crc(byte[] data)
    {
        var crc = ~0u;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
