using System.Globalization;
using System.Text;

namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>RESULTS.md.</summary>
internal static class ResultsPage
{
    /// <summary>The page.</summary>
    /// <param name="report">What was found out.</param>
    /// <param name="notes">What was written about it.</param>
    /// <param name="command">The command line that made it.</param>
    /// <param name="facts">Machine and versions.</param>
    public static string Render(Report report, Notes notes, string command, IEnumerable<(string Name, string Value)> facts)
    {
        var page = new StringBuilder();
        page.AppendLine("# Benchmark results").AppendLine();
        page.AppendLine($"Made on {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC by "
            + $"`{command}`. "
            + "Every number on this page comes from that one run; the explanations come from NOTES.md. Times are medians, in "
            + "parentheses the quartiles.").AppendLine();
        var machine = new Table("", ["", ""]);
        foreach (var (name, value) in facts) machine.Add(name, value);
        Append(page, machine);
        if (report.Targets.Count > 0) Append(page, report.Targets, notes);
        foreach (var section in report.Tables.GroupBy(t => t.Section))
        {
            page.AppendLine($"## {section.Key}").AppendLine();
            foreach (var (_, table) in section)
            {
                page.AppendLine($"### {table.Title}").AppendLine();
                if (table.Note.Length > 0) page.AppendLine(table.Note).AppendLine();
                Append(page, table);
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, IEnumerable<Target> targets, Notes notes)
    {
        page.AppendLine("## Targets").AppendLine();
        var table = new Table("", ["what", "target", "measured", ""]);
        foreach (var t in targets)
            table.Add(t.What, t.Wanted, t.Measured,
                t.Met switch { true => "met", false => "**missed**", null => "not measured" });
        Append(page, table);
        foreach (var t in targets.Where(t => t.Met == false))
            page.AppendLine($"**Missed: {t.What}.** {notes[t.Key] ?? $"Not explained yet (NOTES.md has no heading `{t.Key}`)."}")
                .AppendLine();
    }

    private static void Append(StringBuilder page, Table table)
    {
        page.AppendLine(Row(table.Columns));
        page.AppendLine(Row(table.Columns.Select((_, c) => c == 0 ? "---" : "---:")));
        foreach (var row in table.Rows) page.AppendLine(Row(row));
        page.AppendLine();
    }

    private static string Row(IEnumerable<string> cells) =>
        "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|"))) + " |";
}
