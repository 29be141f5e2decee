using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// Results for people: one table per picture, written when the picture is done. The class, which may have a long name, comes last, so
/// that columns stay in line through all tables and nothing is cut off.
/// </summary>
internal static class ResultTable
{
    // Wide enough for any name: a table that wrapped would be useless to grep.
    private const int Width = 10_000;

    /// <summary>Writes the maps of one picture.</summary>
    public static void Write(TextWriter output, IReadOnlyList<MapLine> maps) =>
        Write(output, maps[0].Path, "largest gradient", maps.Select(m => Row(
            m.Rank, m.Score, m.Probability, m.Maximum.ToString("0.0000", CultureInfo.InvariantCulture), m.ClassIndex, m.Label)));

    /// <summary>Writes the boxes of one picture.</summary>
    public static void Write(TextWriter output, IReadOnlyList<BoxLine> boxes) =>
        Write(output, boxes[0].Path, "box", boxes.Select(b => Row(
            b.Rank, b.Score, b.Probability, $"{b.X},{b.Y} {b.Width}×{b.Height}", b.ClassIndex, b.Label)));

    private static void Write(TextWriter output, string path, string what, IEnumerable<IRenderable[]> rows)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn("  rank").RightAligned());
        table.AddColumn(new TableColumn("score") { Width = 10 }.RightAligned());
        table.AddColumn(new TableColumn("probability") { Width = 12 }.RightAligned());
        table.AddColumn(new TableColumn(" " + what) { Width = 21 });
        table.AddColumn(new TableColumn("class"));
        foreach (var row in rows) table.AddRow(row);
        console.Write(table);
        output.WriteLine(Text.Relative(path));
        // The library fills lines with blanks up to the widest.
        foreach (var line in text.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
        output.WriteLine();
        output.Flush();
    }

    private static IRenderable[] Row(int rank, double score, double probability, string what, int index, string label) =>
    [
        Cell($"{rank}"), Cell($"{score:0.000}"), new Spectre.Console.Text(Text.Percent(probability)), Cell($" {what}"),
        Cell($"{index} {Text.OneLine(label)}"),
    ];

    private static Spectre.Console.Text Cell(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
