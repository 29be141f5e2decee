using System.Globalization;
using SaliencyPS.Results.Lines;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// Results for people: one table per image, written when the image is done. The class, which may have a long name, comes last, so
/// that columns stay in line through all tables and nothing is cut off. Where there are several networks, a table names its own.
/// </summary>
internal static class ResultTable
{
    // Wide enough for any name: a table that wrapped would be useless to grep.
    private const int Width = 10_000;

    /// <summary>Writes the maps of one image.</summary>
    public static void Write(TextWriter output, IReadOnlyList<MapLine> maps, bool several) =>
        Write(output, Title(maps[0].Path, maps[0].Network, several), "largest gradient", maps.Select(m => Row(
            m.Rank, m.Score, m.Probability, m.Maximum.ToString("0.0000", CultureInfo.InvariantCulture), m.ClassIndex, m.Label)));

    /// <summary>Writes the scores of one image.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ScoreLine> scores, bool several) => Write(
        output, Title(scores[0].Path, scores[0].Network, several),
        [
            new TableColumn("  rank").RightAligned(), new TableColumn("score") { Width = 10 }.RightAligned(),
            new TableColumn("probability") { Width = 12 }.RightAligned(), new TableColumn(" class"),
        ],
        scores.Select(s => new IRenderable[]
        {
            Cell($"{s.Rank}"), Cell($"{s.Score:0.000}"), new Spectre.Console.Text(Text.Percent(s.Probability)),
            Cell($" {s.ClassIndex} {Text.OneLine(s.Label)}"),
        }));

    /// <summary>Writes the boxes of one image.</summary>
    public static void Write(TextWriter output, IReadOnlyList<BoxLine> boxes, bool several) =>
        Write(output, Title(boxes[0].Path, boxes[0].Network, several), "box", boxes.Select(b => Row(
            b.Rank, b.Score, b.Probability, $"{b.X},{b.Y} {b.Width}×{b.Height}", b.ClassIndex, b.Label)));

    /// <summary>Writes the neurons of one image.</summary>
    public static void Write(TextWriter output, IReadOnlyList<NeuronLine> neurons, bool several) => Write(
        output, Title(neurons[0].Path, neurons[0].Network, several),
        [
            new TableColumn("  channel").RightAligned(), new TableColumn("row,column") { Width = 12 }.RightAligned(),
            new TableColumn("activation") { Width = 12 }.RightAligned(),
            new TableColumn(" receptive field") { Width = 21 }, new TableColumn("layer"),
        ],
        neurons.Select(n => new IRenderable[]
        {
            Cell($"{n.Channel}"), Cell($"{(n.Row is null ? "" : FormattableString.Invariant($"{n.Row},{n.Column}"))}"),
            Cell($"{n.Activation:0.000}"), Cell($" {n.ReceptiveField}"),
            Cell($"{Text.OneLine(n.Layer)}"),
        }));

    private static void Write(TextWriter output, string title, string what, IEnumerable<IRenderable[]> rows) => Write(
        output, title,
        [
            new TableColumn("  rank").RightAligned(), new TableColumn("score") { Width = 10 }.RightAligned(),
            new TableColumn("probability") { Width = 12 }.RightAligned(),
            new TableColumn(" " + what) { Width = 21 }, new TableColumn("class"),
        ],
        rows);

    private static void Write(TextWriter output, string title, TableColumn[] columns, IEnumerable<IRenderable[]> rows)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow(row);
        console.Write(table);
        output.WriteLine(title);
        // The library fills lines with blanks up to the widest.
        foreach (var line in text.ToString().TrimEnd().Split('\n')) output.WriteLine(line.TrimEnd());
        output.WriteLine();
        output.Flush();
    }

    private static string Title(string path, string network, bool several) =>
        Text.Relative(path) + (several ? $": {Text.OneLine(network)}" : "");

    private static IRenderable[] Row(int rank, double score, double? probability, string what, int index, string label) =>
    [
        Cell($"{rank}"), Cell($"{score:0.000}"), new Spectre.Console.Text(Text.Percent(probability)), Cell($" {what}"),
        Cell($"{index} {Text.OneLine(label)}"),
    ];

    private static Spectre.Console.Text Cell(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
