using SaliencyPS.Saliency;

namespace SaliencyPS.ClassModels;

/// <summary>What an ascent raises: the mean of some neighbouring outputs of the network; of one output for a class.</summary>
/// <param name="First">The first output.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="IsClass">Whether the outputs are the scores of classes, which have probabilities.</param>
internal sealed record AscentTarget(int First, int Count, bool IsClass)
{
    /// <summary>The mean.</summary>
    public double Score(ReadOnlySpan<float> outputs)
    {
        var sum = 0.0;
        foreach (var output in outputs.Slice(First, Count)) sum += output;
        return sum / Count;
    }

    /// <summary>The soft-max of the scores of classes; nothing for other outputs.</summary>
    public double[] Probabilities(ReadOnlySpan<float> outputs)
    {
        if (!IsClass) return [];
        var scores = new double[outputs.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = outputs[i];
        return Scores.Softmax(scores);
    }

    /// <summary>The slope of the objective at every output: ∂S_c/∂S_j = δ_cj; ∂P_c/∂S_j = P_c (δ_cj − P_j).</summary>
    public void WriteLogitGradients(Span<float> gradients, ClassModelObjective objective, double[] probabilities)
    {
        gradients.Clear();
        if (objective == ClassModelObjective.Score) gradients.Slice(First, Count).Fill(1f / Count);
        else
            for (var j = 0; j < gradients.Length; j++)
                gradients[j] = (float)(probabilities[First] * ((j == First ? 1 : 0) - probabilities[j]));
    }
}
