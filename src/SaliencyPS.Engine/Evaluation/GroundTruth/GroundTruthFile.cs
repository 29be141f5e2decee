using System.Security.Cryptography;
using System.Text;
using SaliencyPS.Files;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>Recognises by its content in which form ground truth is written.</summary>
internal static class GroundTruthFile
{
    /// <summary>
    /// Largest accepted file: 512 MiB, a little more than the annotations of COCO's own training set.
    /// </summary>
    public const long MaximumFile = 512L << 20;

    /// <summary>
    /// Reads COCO JSON, a PASCAL VOC or ILSVRC XML file, a CSV file with a line of column names, ILSVRC's LOC_*_solution.csv, a
    /// folder of XML files, or a folder of wsolevaluation's image_ids.txt, class_labels.txt and localization.txt.
    /// docs/evaluation.md says what is read of each.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="GroundTruthException">The content is not as described.</exception>
    public static GroundTruthSet Read(string path)
    {
        if (Directory.Exists(path)) return ReadFolder(path);
        using var stream = Open(path);
        using var reader = new StreamReader(stream);
        while (char.IsWhiteSpace((char)Math.Max(0, reader.Peek()))) reader.Read();
        var first = reader.Peek();
        stream.Position = 0;
        if (first == '{') return new CocoReader(path).Read(stream);
        if (first == '<') return VocReader.ReadAll([path]);
        using var text = new StreamReader(stream);
        return GroundTruthCsv.Read(text, path);
    }

    /// <summary>
    /// The SHA-256 of all that is read, in hexadecimal: of a file, or of the names and SHA-256 of a folder's files.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Digest(string path)
    {
        if (!Directory.Exists(path))
        {
            using var stream = Open(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        var files = Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal)
            .Concat(((string[])[WsolReader.Locations, WsolReader.Labels, WsolReader.Images])
                .Select(name => Path.Combine(path, name)).Where(File.Exists));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', files.Select(file => $"{Path.GetFileName(file)} {Digest(file)}")))));
    }

    /// <summary>Opens a file that is not too large.</summary>
    internal static FileStream Open(string path)
    {
        var stream = PlainFile.Open(path);
        if (stream.Length <= MaximumFile) return stream;
        stream.Dispose();
        throw new GroundTruthException(path, "file",
            $"it has {new FileInfo(path).Length} bytes; at most {MaximumFile} are read.");
    }

    private static GroundTruthSet ReadFolder(string path)
    {
        if (File.Exists(Path.Combine(path, WsolReader.Locations))) return WsolReader.Read(path);
        string[] annotations = [.. Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal)];
        return annotations.Length > 0 ? VocReader.ReadAll(annotations) : throw new GroundTruthException(
            path, "folder",
            $"expected XML files or {WsolReader.Locations}, {WsolReader.Labels} and {WsolReader.Images}; there is neither.");
    }
}
