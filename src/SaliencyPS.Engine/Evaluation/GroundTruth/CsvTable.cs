using System.Globalization;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>Rows of a CSV file with named columns, and faults that name them.</summary>
internal sealed class CsvTable(string file, CsvReader reader, IReadOnlyList<string> header)
{
    /// <summary>The next row, or null at the end.</summary>
    /// <exception cref="GroundTruthException">It has more or fewer fields than there are columns.</exception>
    public List<string>? Next()
    {
        var row = reader.Next();
        return row is null || row.Count == header.Count ? row
            : throw new GroundTruthException(file, reader.Line, null,
                $"{row.Count} fields where the header names {header.Count} columns.");
    }

    /// <summary>Where a column is.</summary>
    /// <exception cref="GroundTruthException">It is missing or twice there.</exception>
    public int Require(string column) => Find(column)
        ?? throw new GroundTruthException(file, reader.Line, column,
            $"there is no such column; there are {string.Join(", ", header)}.");

    /// <summary>Where a column is, or null.</summary>
    /// <exception cref="GroundTruthException">It is twice there.</exception>
    public int? Find(string column)
    {
        int[] found = [.. Enumerable.Range(0, header.Count)
            .Where(i => header[i].Trim().Equals(column, StringComparison.OrdinalIgnoreCase))];
        if (found.Length > 1) throw new GroundTruthException(file, reader.Line, column, "the column is there twice.");
        return found.Length == 0 ? null : found[0];
    }

    /// <summary>A finite number.</summary>
    public double Number(List<string> row, int column) =>
        TryNumber(row[column], out var value) ? value : throw Fault(column, "a finite number", row[column]);

    /// <summary>The length of a side, 0 included.</summary>
    public double Side(List<string> row, int column) =>
        Number(row, column) is >= 0 and var side ? side : throw Fault(column, "a number not below 0", row[column]);

    /// <summary>A value that is not what it should be.</summary>
    public GroundTruthException Fault(int column, string expected, string actual) =>
        new(file, reader.Line, header[column].Trim(),
            $"expected {expected}, found '{(actual.Length > 50 ? actual[..50] + "…" : actual)}'.");

    /// <summary>A finite number, the same under every culture.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
