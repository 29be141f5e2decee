namespace SaliencyPS.ClassModels;

/// <summary>How a class model image is made.</summary>
public sealed record ClassModelOptions
{
    /// <summary>What is maximised.</summary>
    public ClassModelObjective Objective { get; init; } = ClassModelObjective.Score;

    /// <summary>λ of the L2 term, ≥ 0, per squared unit of the network's preprocessed input.</summary>
    public double Regularization { get; init; } = 0.01;

    /// <summary>Step length of gradient ascent, > 0.</summary>
    public double LearningRate { get; init; } = 0.5;

    /// <summary>Number of steps, ≥ 0.</summary>
    public int Iterations { get; init; } = 200;

    /// <summary>Threads, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
