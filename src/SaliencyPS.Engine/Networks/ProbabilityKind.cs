namespace SaliencyPS.Networks;

/// <summary>How a network's scores become probabilities of its classes.</summary>
public enum ProbabilityKind
{
    /// <summary>e^S_c / Σ e^S_j: the image shows one of the classes.</summary>
    Softmax,

    /// <summary>1 / (1 + e^−S_c), for each class by itself: the image shows any number of the classes.</summary>
    Sigmoid,

    /// <summary>Not at all: there are scores only.</summary>
    None,
}
