using Spectre.Console;

namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>Tables for those who watch.</summary>
internal static class ConsoleTables
{
    public static void Write(Table table)
    {
        var shown = new Spectre.Console.Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(table.Title)) };
        for (var c = 0; c < table.Columns.Count; c++)
        {
            var column = new TableColumn(Markup.Escape(table.Columns[c])).NoWrap();
            shown.AddColumn(c == 0 ? column : column.RightAligned());
        }

        foreach (var row in table.Rows) shown.AddRow([.. row.Select(Markup.Escape)]);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { ColorSystem = ColorSystemSupport.NoColors });
        // A table that wraps cannot be read.
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        console.Write(shown);
    }
}
