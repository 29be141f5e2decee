using System.ComponentModel;
using System.Diagnostics;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks.Start;

/// <summary>How long somebody waits for the first result of a program that was not running.</summary>
internal sealed class StartSection : ISection
{
    private const int Runs = 7;

    public string Name => "start";

    public void Run(BenchmarkRun run)
    {
        var (network, photograph) = (run.Inputs.Network, run.Inputs.Photographs[0]);
        var table = new Table("From nothing to the first result", ["program", "s", "times ours"],
            $"Wall time from starting the process until its first line of output, after one run that does not count (files in the page cache); {Runs} runs. Network: {run.Inputs.NetworkName}.");

        var box = Measure(run, () => BuiltPrograms.Cli("box", photograph, "--network", network, "--top", "1", "--json"));
        Add("saliency box, first box", box);
        Add("saliency box, first box, built-in network", Measure(run, () => BuiltPrograms.Cli("box", photograph, "--top", "1", "--json")));
        Add("saliency --version", Measure(run, () => BuiltPrograms.Cli("--version")));

        var command = $"Import-Module '{BuiltPrograms.Module}'; Get-ClassSaliency -LiteralPath '{photograph}' -Network '{network}' -Top 1 | Find-ObjectBox | ForEach-Object {{ \"$($_.X)\" }}";
        Add("pwsh: Import-Module, Get-ClassSaliency | Find-ObjectBox", Measure(run, () => BuiltPrograms.PowerShell(command)));
        Add("pwsh: nothing", Measure(run, () => BuiltPrograms.PowerShell("1")));

        var list = run.Scratch("photograph");
        File.WriteAllLines(list, [photograph]);
        var threads = $"{Environment.ProcessorCount}";
        var peer = run.Inputs.PeerReadsNetwork ? run.Python : null;
        var map = peer is null ? null : Measure(run, () => peer.Start("first_map.py", network, photograph, threads));
        Add("Python: import torch, load, first map", map);
        Add("Python: and first box", peer is null ? null : Measure(run, () => peer.Start("boxes.py", network, list, "--top", "1", "--threads", threads, "--max-cut-pixels", "65536")));
        run.Report.Add("Start", table);

        var measured = $"{Text.Number(box!.Median)} s" + (map is null ? $"; {run.Missing}" : $"; Python's first map takes {Text.Ratio(map.Median / box.Median)}");
        bool? met = box.Median >= 0.5 ? false : map is null ? null : map.Median / box.Median >= 6;
        run.Report.Add(new Target("start", "cold start to first box, command line", "≥ 6× sooner than Python's first map; under 0.5 s", measured, met));

        void Add(string program, Samples? times) => table.Add(program, times?.Show(1) ?? (program.StartsWith("pwsh", StringComparison.Ordinal) ? "pwsh not found" : run.Missing),
            times is null ? "–" : Text.Ratio(times.Median / box!.Median));
    }

    // Null where the program is not installed.
    private static Samples? Measure(BenchmarkRun run, Func<ProcessStartInfo> start)
    {
        try
        {
            if (run.Options.Smoke) return new Samples([Once()]);
            Once();
            return new Samples(Enumerable.Range(0, Runs).Select(_ => Once()));
        }
        catch (Win32Exception)
        {
            return null;
        }

        double Once() => ChildProcess.Run(start()).Lines[0].Seconds;
    }
}
