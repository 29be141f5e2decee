using SaliencyPS.Hosting;

namespace SaliencyPS.Tests.Localization.Cut;

/// <summary>A segmenter by Dinic's algorithm.</summary>
internal sealed class SlowSegmenter(PairwiseTerms terms) : ISegmenter
{
    public long Segment(ReadOnlySpan<int> unary, Span<bool> labels, CancellationToken token = default)
    {
        var (source, sink) = (unary.Length, unary.Length + 1);
        var cut = new DinicCut(unary.Length + 2);
        for (var i = 0; i < unary.Length; i++)
        {
            if (unary[i] > 0) cut.Add(source, i, unary[i], 0);
            if (unary[i] < 0) cut.Add(i, sink, -unary[i], 0);
        }

        for (var step = 0; step < PairwiseTerms.Steps.Length; step++)
        {
            var offset = PairwiseTerms.Steps[step].Y * terms.Width + PairwiseTerms.Steps[step].X;
            for (var i = 0; i < unary.Length; i++)
                if (terms[step][i] > 0) cut.Add(i, i + offset, terms[step][i], terms[step][i]);
        }

        var (flow, side) = cut.Solve(source, sink);
        side.AsSpan(0, labels.Length).CopyTo(labels);
        return flow;
    }
}
