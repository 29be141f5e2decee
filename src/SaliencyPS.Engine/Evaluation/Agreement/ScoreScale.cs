namespace SaliencyPS.Evaluation.Agreement;

/// <summary>What another program calls the scores of a network.</summary>
internal enum ScoreScale
{
    /// <summary>Unnormalized scores, as here.</summary>
    Logits,

    /// <summary>Behind a soft-max or sigmoid.</summary>
    Probabilities,

    /// <summary>Behind a logarithm of a soft-max.</summary>
    LogProbabilities,
}
