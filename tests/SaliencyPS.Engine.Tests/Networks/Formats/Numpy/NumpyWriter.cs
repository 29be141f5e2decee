using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace SaliencyPS.Tests.Networks.Formats.Numpy;

/// <summary>Writes .npy and .npz files, for tests.</summary>
internal static class NumpyWriter
{
    public static byte[] Array(int[] shape, params float[] values) =>
        File("<f4", Text(shape), MemoryMarshal.AsBytes(values.AsSpan()));

    public static byte[] Integers(int[] shape, params long[] values) =>
        File("<i8", Text(shape), MemoryMarshal.AsBytes(values.AsSpan()));

    public static byte[] File(string descr, string shape, ReadOnlySpan<byte> data, bool fortran = false, byte version = 1) =>
        Raw($"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n", data, version);

    public static byte[] Raw(string header, ReadOnlySpan<byte> data, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    public static byte[] Archive(CompressionLevel level, params (string Name, byte[] File)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach (var (name, file) in entries)
            {
                using var entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write(file);
            }

        return stream.ToArray();
    }

    private static string Text(int[] shape) => shape.Length == 1 ? string.Create(CultureInfo.InvariantCulture, $"({shape[0]},)")
        : $"({string.Join(", ", shape)})";
}
