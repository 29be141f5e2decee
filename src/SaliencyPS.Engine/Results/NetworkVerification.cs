namespace SaliencyPS;

/// <summary>How well a network's scores and input gradients agree with those that another program computed.</summary>
public sealed class NetworkVerification
{
    /// <summary>Name of the network.</summary>
    public string Network { get; internal init; } = "";

    /// <summary>The file with the other program's numbers.</summary>
    public string Reference { get; internal init; } = "";

    /// <summary>What ran the network, in which version, such as <c>Managed 1.0.0</c>.</summary>
    public string Engine { get; internal init; } = "";

    /// <summary>Whether every sample is within the tolerances.</summary>
    public bool Passed { get; internal init; }

    /// <summary>‖ours − theirs‖ / ‖theirs‖ of the scores of all samples together.</summary>
    public double LogitError { get; internal init; }

    /// <summary>Largest |ours − theirs| of a score.</summary>
    public double LogitDifference { get; internal init; }

    /// <summary>‖ours − theirs‖ / ‖theirs‖ of the gradients of all samples together; null where the file has none.</summary>
    public double? GradientError { get; internal init; }

    /// <summary>Largest |ours − theirs| of an element of a gradient; null where the file has none.</summary>
    public double? GradientDifference { get; internal init; }

    /// <summary>Largest <see cref="SampleVerification.LogitError"/> that passes.</summary>
    public double LogitTolerance { get; internal init; }

    /// <summary>Largest <see cref="SampleVerification.GradientError"/> that passes.</summary>
    public double GradientTolerance { get; internal init; }

    /// <summary>What is to be known of the numbers, such as that they are probabilities; null for nothing.</summary>
    public string? Note { get; internal init; }

    /// <summary>Each input of the batch.</summary>
    public IReadOnlyList<SampleVerification> Samples
    {
        get;
        internal init => field = Array.AsReadOnly<SampleVerification>([.. value]);
    } = [];
}
