using SaliencyPS.Networks;
using SaliencyPS.Saliency;

namespace SaliencyPS.ClassModels;

/// <summary>What an ascent raises: the mean of some neighbouring outputs of the network; of one output for a class.</summary>
/// <param name="First">The first output.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Probability">How the outputs become probabilities; those of a layer have none.</param>
internal sealed record AscentTarget(int First, int Count, ProbabilityKind Probability)
{
    /// <summary>The mean.</summary>
    public double Score(ReadOnlySpan<float> outputs)
    {
        var sum = 0.0;
        foreach (var output in outputs.Slice(First, Count)) sum += output;
        return sum / Count;
    }

    /// <summary>The probabilities of classes; empty where there are none.</summary>
    public double[] Probabilities(ReadOnlySpan<float> outputs) =>
        Probability == ProbabilityKind.None ? [] : Scores.Probabilities(Probability, outputs);

    /// <summary>
    /// The slope of the objective at every output: ∂S_c/∂S_j = δ_cj; ∂P_c/∂S_j = P_c (δ_cj − P_j), of a sigmoid
    /// P_c (1 − P_c) δ_cj.
    /// </summary>
    public void WriteLogitGradients(Span<float> gradients, ClassModelObjective objective, double[] probabilities)
    {
        gradients.Clear();
        if (objective == ClassModelObjective.Score) gradients.Slice(First, Count).Fill(1f / Count);
        else if (Probability == ProbabilityKind.Sigmoid)
            gradients[First] = (float)(probabilities[First] * (1 - probabilities[First]));
        else
            for (var j = 0; j < gradients.Length; j++)
                gradients[j] = (float)(probabilities[First] * ((j == First ? 1 : 0) - probabilities[j]));
    }
}
