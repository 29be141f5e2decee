using SaliencyPS.Benchmarks.Machine;
using SaliencyPS.Benchmarks.Measuring;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>How long one kind of pass took with one network.</summary>
internal sealed record NetworkResult(string Network, PassKind Kind, int Threads, long MultiplyAdds, Samples Ours, Samples? Theirs)
{
    /// <summary>How many times as long the peer takes; null without one.</summary>
    public double? Ratio => Theirs?.Median / Ours.Median;

    /// <summary>
    /// How often faster our fastest pass is than the peer's, which other programs have disturbed least; null without a peer.
    /// </summary>
    public double? BestRatio => Theirs?.Least / Ours.Least;

    /// <summary>Operations per second over the machine's most.</summary>
    public double ShareOfPeak(MachineLimits limits) => Kind.Flops(MultiplyAdds) / Ours.Median / limits.Flops(Threads);
}
