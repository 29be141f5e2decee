using SaliencyPS.Engines.Managed;
using SaliencyPS.Threads;

namespace SaliencyPS.Tests;

/// <summary>
/// Decisions of rectifiers and pools that change when the input changes by less than its rounding, and how much of the distance
/// between two programs' gradients they explain.
/// </summary>
internal static class OpenDecisions
{
    // A decision that brings the gradients together by less than this explains nothing.
    private const double Noise = 1e-6;

    /// <summary>The error as computed, and after taking over decisions that rounding leaves open, and how many.</summary>
    /// <param name="executor">Has run forward.</param>
    /// <param name="tolerance">An error that needs no explanation.</param>
    /// <param name="error">Runs back and tells the error.</param>
    public static (double Before, double After, int Decisions) Explain(
        Executor<float> executor, double tolerance, Func<double> error)
    {
        var before = error();
        if (before < tolerance) return (before, before, 0);

        var (states, input) = (executor.Saved.ToArray(), executor.Input.Span.ToArray());
        var open = new HashSet<(int Place, byte Value)>();
        var random = new Random(1);
        for (var trial = 0; trial < 40; trial++)
        {
            // A few units in the last place of a value near 2, the range of a normalised input.
            for (var i = 0; i < input.Length; i++)
                executor.Input.Span[i] = input[i] + (float)((random.NextDouble() * 2 - 1) * 5e-7);
            executor.Forward(new Parallelism(2));
            ReadOnlySpan<byte> one = states, other = executor.Saved.Span;
            for (var place = 0; place < one.Length; place++) if (one[place] != other[place]) open.Add((place, other[place]));
        }

        input.CopyTo(executor.Input.Span);
        states.CopyTo(executor.Saved.Span);
        var current = executor.Saved.Span;
        var (best, decisions) = (before, 0);
        foreach (var (place, value) in open)
        {
            var kept = current[place];
            current[place] = value;
            var now = error();
            if (now < best - Noise) (best, decisions) = (now, decisions + 1);
            else current[place] = kept;
        }

        return (before, best, decisions);
    }
}
