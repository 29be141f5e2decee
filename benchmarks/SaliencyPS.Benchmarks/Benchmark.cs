using System.Reflection;
using SaliencyPS.Benchmarks.Kernels;
using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Benchmarks.Machine;
using SaliencyPS.Benchmarks.Memory;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Benchmarks.Pipeline;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Benchmarks.Start;
using SaliencyPS.Benchmarks.Tokens;
using SaliencyPS.Networks;

namespace SaliencyPS.Benchmarks;

/// <summary>The whole benchmark.</summary>
internal static class Benchmark
{
    private static readonly ISection[] Sections =
    [
        new MachineSection(), new NetworkSection(), new TokenSection(), new KernelSection(),
        new CutSection(), new PipelineSection(), new StartSection(), new MemorySection(),
    ];

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyCollection<string> SectionNames { get; } = [.. Sections.Select(s => s.Name)];

    /// <summary>Runs it and writes the page.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(BenchmarkOptions options, string command)
    {
        var machine = MachineDescription.Lines();
        using var run = new BenchmarkRun(options);
        foreach (var section in Sections.Where(s => s is MachineSection || options.Sections.Contains(s.Name)))
        {
            run.Say(section.Name);
            section.Run(run);
        }

        if (run.Report.Targets.Count > 0) ShowTargets(run.Report);
        if (options.Output is not null)
            File.WriteAllText(options.Output,
                ResultsPage.Render(run.Report, Notes.Read(NotesPath), command, [.. machine, .. Facts(run)]));
        return 0;
    }

    private static string NotesPath => Path.Combine(Repository.Root, "benchmarks", "NOTES.md");

    private static void ShowTargets(Report report)
    {
        var targets = new Table("Targets", ["what", "target", "measured", "met"]);
        foreach (var t in report.Targets)
            targets.Add(t.What, t.Wanted, t.Measured, t.Met switch { true => "yes", false => "no", null => "?" });
        ConsoleTables.Write(targets);
    }

    private static IEnumerable<(string, string)> Facts(BenchmarkRun run) =>
    [
        ("SaliencyPS",
            typeof(Network).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
        ("peer", run.Peer),
        ("peer in this process: networks", NetworkReferences.Description),
        ("peer in this process: cuts", CutReferences.Description),
    ];
}
