using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>What everything else is held against.</summary>
internal sealed class MachineSection : ISection
{
    public string Name => "machine";

    public void Run(BenchmarkRun run)
    {
        var limits = run.Limits;
        var table = new Table("Limits of the machine", ["threads", "float multiply-adds, GFLOP/s", "copy, GB/s", "read, GB/s"],
            $"Best of several tries, in this run. Multiply-adds: {FmaPeak.Width} vectors, registers only, one counts two "
                + $"operations. "
            + $"Copy and read: arrays of {limits.Bytes >> 20} MiB; a copied byte counts twice.");
        foreach (var threads in limits.Threads)
            table.Add($"{threads}", Giga(limits.Flops(threads)), Giga(limits.Copy(threads)), Giga(limits.Read(threads)));
        run.Report.Add("Machine", table);
    }

    private static string Giga(double value) => Text.Number(value / 1e9);
}
