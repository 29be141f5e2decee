using SaliencyPS.Networks;

namespace SaliencyPS.Saliency;

/// <summary>Arithmetic on a vector of logits.</summary>
internal static class Scores
{
    /// <summary>The probabilities of a network's classes, in double precision; not a number where it has none.</summary>
    public static double[] Probabilities(ProbabilityKind kind, ReadOnlySpan<double> logits)
    {
        if (kind == ProbabilityKind.Softmax) return Softmax(logits);
        var result = new double[logits.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = kind switch
            {
                ProbabilityKind.Sigmoid => 1 / (1 + Math.Exp(-logits[i])),
                ProbabilityKind.None => double.NaN,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of probability."),
            };
        return result;
    }

    /// <inheritdoc cref="Probabilities(ProbabilityKind, ReadOnlySpan{double})"/>
    public static double[] Probabilities(ProbabilityKind kind, ReadOnlySpan<float> logits) => Probabilities(kind, Widen(logits));

    /// <summary>e^S / Σ e^S, in double precision.</summary>
    public static double[] Softmax(ReadOnlySpan<double> logits)
    {
        var result = new double[logits.Length];
        double largest = double.NegativeInfinity, sum = 0;
        foreach (var logit in logits) largest = Math.Max(largest, logit);
        for (var i = 0; i < result.Length; i++) sum += result[i] = Math.Exp(logits[i] - largest);
        for (var i = 0; i < result.Length; i++) result[i] /= sum;
        return result;
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{double})"/>
    public static double[] Softmax(ReadOnlySpan<float> logits) => Softmax(Widen(logits));

    /// <summary>Class indices from the best score to the worst; equal scores in the order of their indices.</summary>
    public static int[] Ranking(double[] logits) =>
        [.. Enumerable.Range(0, logits.Length).OrderByDescending(c => logits[c]).ThenBy(c => c)];

    private static double[] Widen(ReadOnlySpan<float> logits)
    {
        var values = new double[logits.Length];
        for (var i = 0; i < values.Length; i++) values[i] = logits[i];
        return values;
    }
}
