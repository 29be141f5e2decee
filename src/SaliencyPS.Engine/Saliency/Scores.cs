namespace SaliencyPS.Saliency;

/// <summary>Arithmetic on a vector of logits.</summary>
internal static class Scores
{
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
    public static double[] Softmax(ReadOnlySpan<float> logits)
    {
        var values = new double[logits.Length];
        for (var i = 0; i < values.Length; i++) values[i] = logits[i];
        return Softmax(values);
    }

    /// <summary>Class indices from the best score to the worst; equal scores in the order of their indices.</summary>
    public static int[] Ranking(double[] logits) =>
        [.. Enumerable.Range(0, logits.Length).OrderByDescending(c => logits[c]).ThenBy(c => c)];
}
