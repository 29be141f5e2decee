using System.Globalization;

namespace SaliencyPS.Evaluation;

/// <summary>The annotated boxes of a set of pictures.</summary>
public sealed class GroundTruth
{
    private readonly ILookup<string, GroundTruthBox> _byName;

    /// <summary>Collects boxes.</summary>
    public GroundTruth(IEnumerable<GroundTruthBox> boxes)
    {
        Boxes = [.. boxes];
        _byName = Boxes.ToLookup(box => FileName(box.Path), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All boxes, in the order of the file.</summary>
    public IReadOnlyList<GroundTruthBox> Boxes { get; }

    /// <summary>The boxes of one picture, compared by file name without folder and without regard to case; empty where it has none.</summary>
    public IEnumerable<GroundTruthBox> For(string picturePath) => _byName[FileName(picturePath)];

    /// <summary>Reads a CSV file, see <see cref="Read(TextReader, string)"/>, or, if it begins with a brace, a COCO file of object annotations.</summary>
    /// <remarks>
    /// Of COCO, images (id, file_name), categories (id, name) and annotations (image_id, category_id, bbox, iscrowd) are read. Crowds are
    /// left out; a picture may be without annotations, and then has no boxes.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="labels">The network's labels, by which categories become classes, in any case.</param>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="GroundTruthException">The content is not as described, or an annotation's category is not among the labels.</exception>
    public static GroundTruth Read(string path, IReadOnlyList<string> labels)
    {
        using var stream = File.OpenRead(path);
        using var reader = new StreamReader(stream);
        if (reader.Peek() != '{') return Read(reader, path);
        stream.Position = 0;
        return new CocoReader(path, labels).Read(stream);
    }

    /// <summary>Reads a CSV file, see <see cref="Read(TextReader, string)"/>.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="GroundTruthException">The content is not as described.</exception>
    public static GroundTruth Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>
    /// Reads comma-separated text (RFC 4180) whose first line names the columns, in any order: path, classIndex, x, y, width, height and
    /// optionally split; others are ignored. One row per box, numbers with a decimal point, in pixels.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="GroundTruthException">A column is missing or twice there, a row has another length, or a value is not valid.</exception>
    public static GroundTruth Read(TextReader reader, string name)
    {
        var csv = new CsvReader(reader, name);
        var header = csv.Next() ?? throw new GroundTruthException(name, 1, null, "the file is empty; its first line should name the columns.");
        int path = Column("path"), classIndex = Column("classIndex"), split = Column("split", required: false);
        int x = Column("x"), y = Column("y"), width = Column("width"), height = Column("height");

        var boxes = new List<GroundTruthBox>();
        while (csv.Next() is { } row)
        {
            if (row.Count != header.Count)
                throw new GroundTruthException(name, csv.Line, null, $"{row.Count} fields where the header names {header.Count} columns.");
            if (FileName(row[path]).Length == 0) throw Fault(path, "a file name", row[path]);
            if (!int.TryParse(row[classIndex], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                throw Fault(classIndex, "a whole number from 0", row[classIndex]);
            boxes.Add(new GroundTruthBox(row[path], index, Number(row, x), Number(row, y), Side(row, width), Side(row, height), split < 0 ? "" : row[split]));
        }

        return new GroundTruth(boxes);

        int Column(string column, bool required = true)
        {
            var at = header.FindIndex(text => text.Trim().Equals(column, StringComparison.OrdinalIgnoreCase));
            if (at < 0 && required) throw new GroundTruthException(name, csv.Line, column, $"there is no such column; there are {string.Join(", ", header)}.");
            if (at >= 0 && header.FindLastIndex(text => text.Trim().Equals(column, StringComparison.OrdinalIgnoreCase)) != at)
                throw new GroundTruthException(name, csv.Line, column, "the column is there twice.");
            return at;
        }

        double Number(List<string> row, int column) =>
            double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw Fault(column, "a finite number", row[column]);

        double Side(List<string> row, int column) => Number(row, column) is > 0 and var side ? side : throw Fault(column, "a number above 0", row[column]);

        GroundTruthException Fault(int column, string expected, string actual) =>
            new(name, csv.Line, header[column].Trim(), $"expected {expected}, found '{(actual.Length > 50 ? actual[..50] + "…" : actual)}'.");
    }

    // A file written on Windows may be read elsewhere, so both separators count everywhere.
    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
