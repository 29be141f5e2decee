using SaliencyPS.Benchmarks.Machine;
using SaliencyPS.Benchmarks.Measuring;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>How long one kind of pass took with one network.</summary>
internal sealed record NetworkResult(string Network, PassKind Kind, int Threads, long MultiplyAdds, Comparison Times)
{
    /// <summary>Operations per second over the machine's most.</summary>
    public double ShareOfPeak(MachineLimits limits) => Kind.Flops(MultiplyAdds) / Times.Ours.Median / limits.Flops(Threads);
}
