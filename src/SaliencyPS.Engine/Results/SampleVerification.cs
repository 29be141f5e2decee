namespace SaliencyPS;

/// <summary>How well a network agrees with another program's numbers for one input.</summary>
public sealed class SampleVerification
{
    /// <summary>Place of the input in the batch, from 0.</summary>
    public int Sample { get; internal init; }

    /// <summary>Whether all errors are within the tolerances.</summary>
    public bool Passed { get; internal init; }

    /// <summary>
    /// The class whose gradient is compared, from 0: the best of the other program unless its file says another.
    /// </summary>
    public int ClassIndex { get; internal init; }

    /// <summary>Name of that class.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Whether both find the same class the best.</summary>
    public bool IsTopEqual { get; internal init; }

    /// <summary>‖ours − theirs‖ / ‖theirs‖ of the scores.</summary>
    public double LogitError { get; internal init; }

    /// <summary>Largest |ours − theirs| of a score.</summary>
    public double LogitDifference { get; internal init; }

    /// <summary>‖ours − theirs‖ / ‖theirs‖ of the gradient; null where the other program gave none.</summary>
    public double? GradientError { get; internal init; }

    /// <summary>Largest |ours − theirs| of an element of the gradient; null where the other program gave none.</summary>
    public double? GradientDifference { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"sample {Sample}: {(Passed ? "passed" : "failed")}, logits {LogitError:0.0e+00}")
            + (GradientError is { } error ? FormattableString.Invariant($", gradient {error:0.0e+00}") : "");
}
