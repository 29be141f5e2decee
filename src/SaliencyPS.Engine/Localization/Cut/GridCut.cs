using System.Collections.Concurrent;
using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Cut;

/// <summary>
/// The segmenter that is used where no other is given: an exact minimum cut in integers. Takes memory for as many cuts as are
/// made at once and keeps it for the next ones.
/// </summary>
/// <param name="terms">The pairwise terms of the image.</param>
internal sealed class GridCut(PairwiseTerms terms) : ISegmenter
{
    private readonly GridGraph _graph = new(terms);
    private readonly ConcurrentBag<CutWorkspace> _idle = [];

    /// <inheritdoc/>
    public long Segment(ReadOnlySpan<int> unary, Span<bool> labels, CancellationToken token = default)
    {
        if (!_idle.TryTake(out var workspace)) workspace = new CutWorkspace(_graph);
        try
        {
            return workspace.Solve(unary, labels, token);
        }
        finally
        {
            _idle.Add(workspace);
        }
    }
}
