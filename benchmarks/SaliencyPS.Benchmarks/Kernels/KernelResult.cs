using SaliencyPS.Benchmarks.Machine;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.TestCases;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>How long one step of a layer took.</summary>
internal sealed record KernelResult(LayerCase Kernel, int Threads, bool Backward, double Flops, double Bytes, double WeightBytes,
    Samples Times)
{
    public string Direction => Backward ? "gradient" : "forward";

    /// <summary>Operations per second over the machine's most.</summary>
    public double ShareOfPeak(MachineLimits limits) => Flops / Times.Median / limits.Flops(Threads);

    /// <summary>Weights read per second over what the machine can read.</summary>
    public double ShareOfRead(MachineLimits limits) => WeightBytes / Times.Median / limits.Read(Threads);
}
