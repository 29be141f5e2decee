using System.ComponentModel;
using System.Diagnostics;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Localization;

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
            $"Wall time from starting the process until its first line of output, {Runs} runs after one that does not count: "
                + $"the files are in the "
            + $"page cache. Network: {run.Inputs.NetworkName}.");

        var box = Measure(run, BuiltPrograms.Cli("box", photograph, "--network", network, "--top", "1", "--json"));
        Add("saliency box, first box", box, "");
        Add("saliency box, first box, built-in network",
            Measure(run, BuiltPrograms.Cli("box", photograph, "--top", "1", "--json")), "");
        Add("saliency --version", Measure(run, BuiltPrograms.Cli("--version")), "");
        var native = BuiltPrograms.Native("box", photograph, "--network", network, "--top", "1", "--json");
        var nativeBox = native is null ? null : Measure(run, native);
        Add("native saliency box, first box", nativeBox, "not published");

        var command = $"$ErrorActionPreference = 'Stop'; Import-Module '{BuiltPrograms.Module}'; "
            + $"Get-ClassSaliency -LiteralPath '{photograph}' -Network '{network}' -Top 1 | Find-ObjectBox | ForEach-Object X";
        Add("pwsh: Import-Module, Get-ClassSaliency | Find-ObjectBox", PowerShell(run, command), "pwsh not found");
        Add("pwsh: nothing", PowerShell(run, "1"), "pwsh not found");

        var map = run.WithPeerProgram(python => Measure(run, PeerPrograms.FirstMap(run, python)));
        Add("Python: import torch, load, first map", map, run.Missing);
        var theirBox = run.WithPeerProgram(python =>
            Measure(run, PeerPrograms.Boxes(run, python, 1, 1, LocalizationOptions.Default.MaximumCutPixels)));
        Add("Python: first box", theirBox, run.Missing);
        run.Report.Add("Start", table);

        var theirs = map is null ? run.Missing : $"{Text.Number(map.Median)} s, {Text.Ratio(map.Median / box.Median)}";
        bool? met = box.Median >= 0.5 ? false : map is null ? null : map.Median / box.Median >= 6;
        run.Report.Add(new Target("start", "cold start to first box, command line",
            "≥ 6× sooner than Python's first map; under 0.5 s",
            $"{Text.Number(box.Median)} s; Python's first map: {theirs}", met));
        var peak = native is null ? null : ChildProcess.Run(native).Peak;
        run.Report.Add(new Target("native", "native program, first box", "≥ 6× sooner than the one for .NET; ≤ 40 MB",
            nativeBox is null ? "not published (dotnet publish -c Release -r … src/SaliencyPS.Cli)"
                : $"{Text.Ratio(box.Median / nativeBox.Median)}, {(peak is { } b ? Text.Megabytes(b) : "peak not measured")}",
            nativeBox is null || peak is null ? null : box.Median / nativeBox.Median >= 6 && peak <= 40e6));

        void Add(string program, Samples? times, string missing) =>
            table.Add(program, times?.Show(1) ?? missing, Text.Ratio(times?.Median / box.Median));
    }

    private static Samples? PowerShell(BenchmarkRun run, string command)
    {
        try
        {
            return Measure(run, BuiltPrograms.PowerShell(command));
        }
        catch (Win32Exception)
        {
            return null; // not installed
        }
    }

    private static Samples Measure(BenchmarkRun run, ProcessStartInfo program)
    {
        if (run.Options.Smoke) return new Samples([Once()]);
        Once();
        return new Samples(Enumerable.Range(0, Runs).Select(_ => Once()));

        double Once() => ChildProcess.Run(program).Lines[0].Seconds;
    }
}
