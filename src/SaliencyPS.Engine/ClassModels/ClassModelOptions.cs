namespace SaliencyPS.ClassModels;

/// <summary>How a class model image is made.</summary>
public sealed record ClassModelOptions
{
    /// <summary>What is maximised.</summary>
    public ClassModelObjective Objective { get; init; } = ClassModelObjective.Score;

    /// <summary>
    /// λ of the L2 term, ≥ 0, per squared unit of the network's preprocessed input. None chooses it anew in every step, so that the
    /// image settles at about a fifth of the 8-bit range around the mean, whatever the scale of the network's scores.
    /// </summary>
    public double? Regularization { get; init; }

    /// <summary>
    /// Step length of gradient ascent, &gt; 0. None chooses it anew in every step, so that a step changes the image by about a hundredth
    /// of the 8-bit range.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>Number of steps, ≥ 0.</summary>
    public int Iterations { get; init; } = 200;

    /// <summary>Threads, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
