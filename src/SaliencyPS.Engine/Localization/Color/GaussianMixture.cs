using System.Runtime.Intrinsics;

namespace SaliencyPS.Localization.Color;

/// <summary>
/// A mixture of Gaussians with full covariance over 8-bit R, G, B colors: p(x) = Σ wₖ · N(x; µₖ, Σₖ), a density per cubed
/// intensity step. Immutable; double precision throughout.
/// </summary>
internal sealed class GaussianMixture
{
    /// <summary>Largest number of components.</summary>
    public const int MaximumComponents = 16;

    // Per component the constant c and a 3×3 matrix M with offset o such that log(w·N(x)) = c − ‖M·x + o‖²:
    // row i of M is eigenvector i of the covariance over √(2 · variance i), and o = −M·µ.
    private const int Constant = 0, Matrix = 1, Offset = 10, Stride = 13;
    private readonly double[] _parameters;

    internal GaussianMixture(IReadOnlyList<ColorGaussian> components, double covarianceFloor)
    {
        Components = components.Count;
        var total = components.Sum(component => component.Weight);
        (Weights, Means, Covariances) = (new double[Components], new double[Components, 3], new double[Components, 3, 3]);
        _parameters = new double[Components * Stride];
        for (var k = 0; k < Components; k++) Prepare(k, components[k], total, covarianceFloor);
    }

    /// <summary>Number of components, at least 1.</summary>
    public int Components { get; }

    /// <summary>K weights that sum to 1.</summary>
    public double[] Weights { get; }

    /// <summary>K × 3 mean colors, R G B.</summary>
    public double[,] Means { get; }

    /// <summary>K × 3 × 3 covariances.</summary>
    public double[,,] Covariances { get; }

    internal ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>
    /// Fits a mixture by maximum likelihood: Orchard &amp; Bouman's (1991) binary splits along the largest principal axis, then
    /// EM. There are fewer components where there are fewer distinct colors. Deterministic.
    /// </summary>
    /// <param name="colors">n × 3 bytes, at least one color.</param>
    /// <param name="components">1 … <see cref="MaximumComponents"/>.</param>
    /// <param name="iterations">EM iterations, at least 0; none of them lowers the likelihood.</param>
    /// <param name="covarianceFloor">Least variance along any axis in squared intensity steps, above 0.</param>
    /// <param name="token">Looked at in every iteration.</param>
    /// <exception cref="ArgumentException">No colors, or a parameter out of range.</exception>
    public static GaussianMixture Fit(
        ReadOnlySpan<byte> colors, int components = 5, int iterations = 0, double covarianceFloor = 10,
        CancellationToken token = default) =>
        MixtureFit.Run(colors, components, iterations, covarianceFloor, token);

    /// <summary>log p of one color. The reference for <see cref="LogDensities"/>.</summary>
    public double LogDensity(byte r, byte g, byte b)
    {
        Span<double> logs = stackalloc double[Components];
        var most = double.NegativeInfinity;
        for (var k = 0; k < Components; k++)
        {
            var p = Parameters.Slice(k * Stride, Stride);
            var log = p[Constant];
            for (var i = 0; i < 3; i++)
            {
                var z = p[Matrix + 3 * i] * r + p[Matrix + 3 * i + 1] * g + p[Matrix + 3 * i + 2] * b + p[Offset + i];
                log -= z * z;
            }

            logs[k] = log;
            most = Math.Max(most, log);
        }

        var sum = 0.0;
        foreach (var log in logs) sum += Math.Exp(log - most);
        return most + Math.Log(sum);
    }

    /// <summary>log p of many colors, four at a time.</summary>
    /// <param name="colors">n × 3 bytes.</param>
    /// <param name="result">n values.</param>
    /// <exception cref="ArgumentException">The spans do not match.</exception>
    public void LogDensities(ReadOnlySpan<byte> colors, Span<float> result)
    {
        if (colors.Length != 3L * result.Length)
            throw new ArgumentException($"{result.Length} colors need {3L * result.Length} bytes, not {colors.Length}.");
        Span<Vector256<double>> logs = stackalloc Vector256<double>[Components];
        var n = 0;
        for (; n + 4 <= result.Length; n += 4)
        {
            var c = colors.Slice(3 * n, 12);
            var log = LogSumExp(
                Vector256.Create((double)c[0], c[3], c[6], c[9]),
                Vector256.Create((double)c[1], c[4], c[7], c[10]),
                Vector256.Create((double)c[2], c[5], c[8], c[11]), logs);
            for (var i = 0; i < 4; i++) result[n + i] = (float)log[i];
        }

        for (; n < result.Length; n++) result[n] = (float)LogDensity(colors[3 * n], colors[3 * n + 1], colors[3 * n + 2]);
    }

    /// <summary>log p of four colors; <paramref name="logs"/> receives log(wₖ·Nₖ) of every component.</summary>
    internal Vector256<double> LogSumExp(Vector256<double> r, Vector256<double> g,
        Vector256<double> b, Span<Vector256<double>> logs)
    {
        var most = Vector256.Create(double.NegativeInfinity);
        for (var k = 0; k < logs.Length; k++)
        {
            var p = Parameters.Slice(k * Stride, Stride);
            var x = Row(p, 0, r, g, b);
            var y = Row(p, 1, r, g, b);
            var z = Row(p, 2, r, g, b);
            logs[k] = Vector256.Create(p[Constant]) - (x * x + y * y + z * z);
            most = Vector256.Max(most, logs[k]);
        }

        var sum = Vector256<double>.Zero;
        foreach (var log in logs) sum += Vector256.Exp(log - most);
        return most + Vector256.Log(sum);
    }

    private static Vector256<double> Row(ReadOnlySpan<double> p, int i, Vector256<double> r,
        Vector256<double> g, Vector256<double> b) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(p[Matrix + 3 * i]), r,
            Vector256.FusedMultiplyAdd(Vector256.Create(p[Matrix + 3 * i + 1]), g,
            Vector256.FusedMultiplyAdd(Vector256.Create(p[Matrix + 3 * i + 2]), b, Vector256.Create(p[Offset + i]))));

    private void Prepare(int k, ColorGaussian component, double total, double covarianceFloor)
    {
        Weights[k] = component.Weight / total;
        (Means[k, 0], Means[k, 1], Means[k, 2]) = (component.R, component.G, component.B);
        var p = _parameters.AsSpan(k * Stride, Stride);
        p[Constant] = Math.Log(Weights[k]) - 1.5 * Math.Log(2 * Math.PI);
        for (var axis = 0; axis < 3; axis++)
        {
            // Raising the eigenvalues to the floor is the exact maximum-likelihood answer under
            // the constraint, so EM stays monotone.
            var variance = Math.Max(covarianceFloor, component.Axes.Variances[axis]);
            p[Constant] -= 0.5 * Math.Log(variance);
            for (var i = 0; i < 3; i++)
            {
                var vector = component.Axes.Vectors[axis, i];
                p[Matrix + 3 * axis + i] = vector / Math.Sqrt(2 * variance);
                p[Offset + axis] -= p[Matrix + 3 * axis + i] * Means[k, i];
                for (var j = 0; j < 3; j++) Covariances[k, i, j] += variance * vector * component.Axes.Vectors[axis, j];
            }
        }
    }
}
