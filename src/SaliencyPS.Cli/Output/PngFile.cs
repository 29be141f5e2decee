using SaliencyPS.Imaging;

namespace SaliencyPS.Cli.Output;

/// <summary>A PNG file that is there as a whole or not at all.</summary>
internal static class PngFile
{
    /// <summary>Encodes and writes a picture.</summary>
    /// <inheritdoc cref="Write(string, byte[])"/>
    public static void Write(string path, RgbImage picture) => Write(path, PngEncoder.Encode(picture));

    /// <summary>Writes an encoded picture under another name and then gives it its own.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, byte[] png)
    {
        // The process's number keeps two programs that write to one folder apart; the short name is within every limit that the path is.
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Environment.ProcessId}.partial");
        try
        {
            File.WriteAllBytes(partial, png);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
