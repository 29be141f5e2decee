using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SaliencyPS.TestCases;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>The kernels by BenchmarkDotNet, for work on one of them: <c>kernels -- --filter *Forward* --memory</c>.</summary>
public class KernelBenchmarks
{
    private KernelWorkbench _bench = null!;

    /// <summary>The layers.</summary>
    public static IEnumerable<LayerCase> Kernels => LayerCases.For(LayerChecks.Speed);

    /// <summary>The layer in hand.</summary>
    [ParamsSource(nameof(Kernels))]
    public LayerCase Kernel { get; set; } = null!;

    /// <summary>Threads it may use.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare() => _bench = new KernelWorkbench(Kernel, Threads);

    [Benchmark]
    public void Forward() => _bench.Forward();

    [Benchmark]
    public void InputGradient() => _bench.InputGradient();

    internal static int Run(string[] args)
    {
        // In this process: needs no second build, and so no package source.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(args.Length > 0 ? args : ["--filter", "*"], config);
        return 0;
    }
}
