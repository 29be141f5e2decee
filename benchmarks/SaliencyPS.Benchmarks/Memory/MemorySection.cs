using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Hosting;
using SaliencyPS.Localization;

namespace SaliencyPS.Benchmarks.Memory;

/// <summary>Memory of the program, and of the executors.</summary>
internal sealed class MemorySection : ISection
{
    private const string Section = "Memory";
    private const double OneLimit = 80e6, Limit = 150e6, Growth = 1.1;

    public string Name => "memory";

    public void Run(BenchmarkRun run)
    {
        ShowProcess(run);
        ShowExecutors(run);
    }

    private static void ShowProcess(BenchmarkRun run)
    {
        var count = run.Options.MemoryImages;
        var table = new Table("Most resident memory of the program", ["program", "images", "after a tenth", "at the end"],
            $"`saliency box - --top 5 --json` and the Python program of the section before; VmHWM of /proc. Network: "
                + $"{run.Inputs.NetworkName}; {run.Inputs.PhotographsName}.");
        var (_, single) = Add(1);
        run.Say($"memory over {count} images");
        var (tenth, end) = Add(count);
        var peer = run.WithPeerProgram(python =>
            ChildProcess.Run(PeerPrograms.Boxes(run, python, 1, 5, LocalizationOptions.Default.MaximumCutPixels)));
        table.Add("Python", "1", "", peer is null ? run.Missing : Show(peer.Peak));
        run.Report.Add(Section, table);
        run.Report.Add(new Target("memory-one", "peak memory, one image", $"≤ {Text.Megabytes(OneLimit)}", Show(single),
            single is null ? null : single <= OneLimit));
        run.Report.Add(new Target("memory", $"peak memory, {count} images",
            $"≤ {Text.Megabytes(Limit)} and flat (at most a tenth more at the end than after a tenth of the images)",
            end is null ? Show(end) : $"{Show(tenth)} after a tenth, {Show(end)} at the end",
            end is null ? null : end <= Limit && end <= Growth * tenth));

        (long? Tenth, long? End) Add(int images)
        {
            var program = BuiltPrograms.Cli("box", "-", "--network", run.Inputs.Network, "--top", "5", "--json");
            var child = ChildProcess.Run(program, run.Inputs.Repeat(images));
            var tenth = child.Lines[child.Lines.Count / 10].Peak;
            table.Add("saliency", $"{images}", images == 1 ? "" : Show(tenth), Show(child.Peak));
            return (tenth, child.Peak);
        }
    }

    private static void ShowExecutors(BenchmarkRun run)
    {
        var table = new Table("Bytes of an executor, one image",
            ["network", "scores only", "one class", "five classes", "five classes, batch of 16"],
            "Activations, gradients and what the forward pass leaves for the backward pass; the weights, which all executors "
                + "share, are not in it.");
        foreach (var name in run.Options.Smoke ? NetworkSection.Architectures[..1] : NetworkSection.Architectures)
        {
            var network = RandomNetworks.Create(name);
            table.Add(name, Bytes(1, 0), Bytes(1, 1), Bytes(1, 5), run.Options.Smoke ? "–" : Bytes(16, 5));

            string Bytes(int batch, int classes) =>
                Text.Megabytes(ComputeEngines.Default.Bytes(network, new() { Batch = batch, GradientsPerSample = classes }));
        }

        run.Report.Add(Section, table);
    }

    private static string Show(long? bytes) => bytes is { } b ? Text.Megabytes(b) : "not measured";
}
