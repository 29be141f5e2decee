namespace SaliencyPS.Benchmarks.Reporting;

/// <summary>All that one run has found out. Tables show on the console as soon as they are complete.</summary>
internal sealed class Report
{
    private readonly List<(string Section, Table Table)> _tables = [];
    private readonly List<Target> _targets = [];

    /// <summary>The tables, under the name of their section.</summary>
    public IReadOnlyList<(string Section, Table Table)> Tables => _tables;

    /// <summary>What was to be reached.</summary>
    public IReadOnlyList<Target> Targets => _targets;

    public void Add(string section, Table table)
    {
        _tables.Add((section, table));
        ConsoleTables.Write(table);
    }

    public void Add(Target target) => _targets.Add(target);
}
