using System.Globalization;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// Results for people: one block per picture, written when the picture is done. The class, which may have a long name, comes last, so
/// that columns stay in line through all blocks and nothing is cut off or padded at the end.
/// </summary>
internal static class ResultTable
{
    /// <summary>Writes the maps of one picture.</summary>
    public static void Write(TextWriter output, IReadOnlyList<MapLine> maps) =>
        Write(output, maps[0].Path, "largest gradient", maps.Select(m => Row(
            m.Rank, m.Score, m.Probability, m.Maximum.ToString("0.0000", CultureInfo.InvariantCulture), m.ClassIndex, m.Label)));

    /// <summary>Writes the boxes of one picture.</summary>
    public static void Write(TextWriter output, IReadOnlyList<BoxLine> boxes) =>
        Write(output, boxes[0].Path, "box", boxes.Select(b => Row(
            b.Rank, b.Score, b.Probability, $"{b.X},{b.Y} {b.Width}×{b.Height}", b.ClassIndex, b.Label)));

    private static void Write(TextWriter output, string path, string what, IEnumerable<string> rows)
    {
        output.WriteLine(Text.Relative(path));
        output.WriteLine($"  rank     score  probability  {what,-20}  class");
        foreach (var row in rows) output.WriteLine(row);
        output.WriteLine();
        output.Flush();
    }

    private static string Row(int rank, double score, double probability, string what, int index, string label) => string.Create(
        CultureInfo.InvariantCulture, $"  {rank,4}  {score,8:0.000}  {Text.Percent(probability),11}  {what,-20}  {index} {Text.OneLine(label)}");
}
