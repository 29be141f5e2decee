namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>One table of results.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Columns">Heads; the first column names the row.</param>
/// <param name="Note">What a reader must know to read it right.</param>
internal sealed record Table(string Title, IReadOnlyList<string> Columns, string Note = "")
{
    private readonly List<string[]> _rows = [];

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>Adds a row with one cell per column.</summary>
    public void Add(params string[] cells)
    {
        if (cells.Length != Columns.Count)
            throw new ArgumentException($"'{Title}' has {Columns.Count} columns, not {cells.Length}.");
        _rows.Add(cells);
    }
}
