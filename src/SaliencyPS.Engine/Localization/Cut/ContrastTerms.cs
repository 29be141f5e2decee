using SaliencyPS.Hosting;
using SaliencyPS.Imaging;

namespace SaliencyPS.Localization.Cut;

/// <summary>
/// Contrast-sensitive pairwise terms λ · exp(−β‖a − b‖²) / distance(a, b) with β = 1 / (2 · mean ‖a − b‖²) over all
/// pairs of neighbors (Boykov &amp; Jolly 2001; β as in GrabCut, Rother et al. 2004). Colors are three 8-bit
/// channels. An image of one color has β = 0.
/// </summary>
internal static class ContrastTerms
{
    /// <summary>The terms of one image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="strength">λ in units of the cut, 0 … <see cref="PairwiseTerms.MaximumCost"/>.</param>
    /// <param name="connectivity">Which pixels are neighbors; separating those that are not costs nothing.</param>
    public static PairwiseTerms Of(RgbImage image, double strength, Connectivity connectivity = Connectivity.Eight)
    {
        var (width, height) = (image.Width, image.Height);
        var contrast = new ColorContrast(image, connectivity);
        int[] straight = Table(strength, contrast.Beta), diagonal = Table(strength / Math.Sqrt(2), contrast.Beta);
        var squares = new int[width];
        var costs = new int[PairwiseTerms.Steps.Length][];
        for (var step = 0; step < costs.Length; step++)
        {
            costs[step] = new int[width * height];
            if (step >= Steps(connectivity).Length) continue;
            var (dx, dy) = PairwiseTerms.Steps[step];
            var table = dx * dy == 0 ? straight : diagonal;
            for (var y = 0; y < height - dy; y++)
            {
                var count = contrast.Row(y, dx, dy, squares);
                var row = costs[step].AsSpan(y * width + Math.Max(0, -dx), count);
                for (var x = 0; x < count; x++) row[x] = table[Math.Min(squares[x], table.Length - 1)];
            }
        }

        return new PairwiseTerms(width, height, costs);
    }

    /// <summary>The first of <see cref="PairwiseTerms.Steps"/>: those that lead to a neighbor.</summary>
    public static ReadOnlySpan<(int X, int Y)> Steps(Connectivity connectivity) => connectivity switch
    {
        Connectivity.Eight => PairwiseTerms.Steps,
        Connectivity.Four => PairwiseTerms.Steps[..2],
        _ => throw new ArgumentOutOfRangeException(nameof(connectivity), connectivity, null),
    };

    // By squared difference of colors: exp is dear, and few differences are below the one from which nothing is left.
    private static int[] Table(double strength, double beta)
    {
        var table = new List<int>();
        for (var square = 0; square <= ColorContrast.MaximumSquare; square++)
        {
            table.Add((int)Math.Round(strength * Math.Exp(-beta * square)));
            if (table[^1] == 0 || beta == 0) break; // nothing is left, or there is no difference
        }

        return [.. table];
    }
}
