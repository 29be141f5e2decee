namespace SaliencyPS.Localization.Color;

/// <summary>Eigenvalues (variances, not negative) and unit eigenvectors of a 3×3 covariance, the largest first.</summary>
/// <param name="Variances">Three values.</param>
/// <param name="Vectors">Three rows of three: row i is the direction of variance i.</param>
internal sealed record PrincipalAxes(double[] Variances, double[,] Vectors)
{
    // Cyclic Jacobi converges quadratically: 3×3 needs about five sweeps for full double precision.
    private const int Sweeps = 12;

    /// <summary>Decomposes the symmetric matrix [[rr, rg, rb], [rg, gg, gb], [rb, gb, bb]] by Jacobi rotations.</summary>
    public static PrincipalAxes Of(double rr, double rg, double rb, double gg, double gb, double bb)
    {
        double[,] a = { { rr, rg, rb }, { rg, gg, gb }, { rb, gb, bb } };
        double[,] rows = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        for (var sweep = 0; sweep < Sweeps; sweep++)
            foreach (var (p, q) in (ReadOnlySpan<(int, int)>)[(0, 1), (0, 2), (1, 2)])
                Rotate(a, rows, p, q);

        int[] order = [0, 1, 2];
        Array.Sort(order, (i, j) => a[j, j] != a[i, i] ? a[j, j].CompareTo(a[i, i]) : i - j);
        var vectors = new double[3, 3];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++) vectors[i, j] = rows[order[i], j];
        return new PrincipalAxes([.. order.Select(i => Math.Max(0, a[i, i]))], vectors);
    }

    private static void Rotate(double[,] a, double[,] rows, int p, int q)
    {
        if (a[p, q] == 0) return;
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < 3; k++) (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
        for (var k = 0; k < 3; k++) (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
        for (var k = 0; k < 3; k++) (rows[p, k], rows[q, k]) = (c * rows[p, k] - s * rows[q, k], s * rows[p, k] + c * rows[q, k]);
    }
}
