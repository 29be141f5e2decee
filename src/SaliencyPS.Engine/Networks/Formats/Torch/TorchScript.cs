using System.IO.Compression;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// TorchScript files (<c>torch.jit.save</c>): zip archives like checkpoints, with the code of a program beside the tensors.
/// </summary>
internal static class TorchScript
{
    /// <summary>Whether a file is one; what is no zip archive, or a damaged one, is none.</summary>
    /// <param name="stream">The file, at any position.</param>
    public static bool Recognizes(Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4 || !start.SequenceEqual("PK\x03\x04"u8)) return false;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.Any(entry => entry.Name == "constants.pkl")
                && zip.Entries.Any(entry => entry.FullName.Contains("/code/", StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
