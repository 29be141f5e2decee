using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Agreement;

/// <summary>Compares what a network says here with what another program made of it.</summary>
internal static class NetworkVerifier
{
    // What a soft-max in single precision leaves of 1.
    private const double Rounding = 1e-3;

    /// <summary>What an engine must be able to do.</summary>
    public static ExecutionPlan Plan(NetworkReference reference) =>
        new() { GradientsPerSample = reference.Gradients is null ? 0 : 1 };

    /// <summary>Runs every input of the reference, and compares scores and gradients.</summary>
    /// <param name="network">The network.</param>
    /// <param name="reference">The other program's numbers.</param>
    /// <param name="options">What passes, and what computes.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is out of range.</exception>
    /// <exception cref="NotFiniteNumberException">A score is not finite; the message names the layer at fault.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static NetworkVerification Verify(
        Network network, NetworkReference reference, VerificationOptions options, Parallelism parallel)
    {
        options.Validate();
        var executor = options.Engine.CreateExecutor(network, Plan(reference));
        var scale = ScaleOf(network, reference);
        var samples = new SampleVerification[reference.Count];
        Difference allLogits = default, allGradients = default;
        for (var n = 0; n < samples.Length; n++)
        {
            var (input, classes, c) = (network.Input.Length, network.ClassCount, reference.Classes[n]);
            var theirs = NetworkReference.Sample(reference.Logits, n, classes);
            NetworkReference.Sample(reference.Inputs, n, input).CopyTo(executor.Input.Span);
            var ours = executor.Forward(parallel).Sample(0);
            if (Vectors.IndexOfNotFinite(ours) >= 0)
                throw NotFinite.Scores(network, ours, executor.Input.Span, options.Engine, parallel);
            var best = NetworkReference.Best(ours);
            var logits = Difference.Of(Scaled(network, ours, scale), theirs);
            Difference? gradient = reference.Gradients is null ? null : Difference.Of(
                Widen(executor.Backward([c], parallel).Sample(0)), NetworkReference.Sample(reference.Gradients, n, input));
            samples[n] = new()
            {
                Sample = n,
                // What is not a number is not within a tolerance either.
                Passed = logits.Relative <= options.LogitTolerance
                    && (gradient is null || gradient.Value.Relative <= options.GradientTolerance),
                ClassIndex = c,
                Label = network.Labels[c],
                IsTopEqual = best == NetworkReference.Best(theirs),
                LogitError = logits.Relative,
                LogitDifference = logits.Largest,
                GradientError = gradient?.Relative,
                GradientDifference = gradient?.Largest,
            };
            (allLogits, allGradients) = (allLogits + logits, allGradients + (gradient ?? default));
        }

        var compared = reference.Gradients is not null;
        return new NetworkVerification
        {
            Network = network.Name,
            Reference = reference.Path,
            Engine = $"{options.Engine.Describe()}",
            Passed = Array.TrueForAll(samples, sample => sample.Passed),
            LogitError = allLogits.Relative,
            LogitDifference = allLogits.Largest,
            GradientError = compared ? allGradients.Relative : null,
            GradientDifference = compared ? allGradients.Largest : null,
            LogitTolerance = options.LogitTolerance,
            GradientTolerance = options.GradientTolerance,
            Note = Note(scale, compared),
            Samples = samples,
        };
    }

    // What the reference calls logits may be what the network's file gives at its end, behind a function that is taken off here.
    private static ScoreScale ScaleOf(Network network, NetworkReference reference)
    {
        bool Each(Func<float[], bool> holds) => Enumerable.Range(0, reference.Count)
            .All(n => holds(NetworkReference.Sample(reference.Logits, n, network.ClassCount).ToArray()));
        static bool AreShares(float[] scores) => Array.TrueForAll(scores, score => score is >= 0 and <= 1);
        return network.Probability == ProbabilityKind.Sigmoid ? Each(AreShares) ? ScoreScale.Probabilities : ScoreScale.Logits
            : network.Probability == ProbabilityKind.None ? ScoreScale.Logits
            : Each(scores => AreShares(scores) && Math.Abs(scores.Sum(score => (double)score) - 1) < Rounding)
                ? ScoreScale.Probabilities
            : Each(scores => Math.Abs(scores.Sum(score => Math.Exp(score)) - 1) < Rounding) ? ScoreScale.LogProbabilities
            : ScoreScale.Logits;
    }

    private static double[] Scaled(Network network, ReadOnlySpan<float> logits, ScoreScale scale) => scale switch
    {
        ScoreScale.Logits => Widen(logits),
        ScoreScale.Probabilities => Scores.Probabilities(network.Probability, logits),
        ScoreScale.LogProbabilities => Array.ConvertAll(Scores.Probabilities(network.Probability, logits), Math.Log),
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Unknown scale of scores."),
    };

    private static string? Note(ScoreScale scale, bool hasGradients)
    {
        var what = scale switch
        {
            ScoreScale.Logits => null,
            ScoreScale.Probabilities => "The reference's logits are probabilities, and were compared with ours.",
            ScoreScale.LogProbabilities => "The reference's logits are logarithms of probabilities, and were compared with ours.",
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Unknown scale of scores."),
        };
        return what is null || !hasGradients ? what : what + " Gradients are compared as those of logits.";
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = values[i];
        return result;
    }
}
