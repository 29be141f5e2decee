namespace SaliencyPS;

/// <summary>What a class model image maximizes (paper, section 2).</summary>
public enum ClassModelObjective
{
    /// <summary>S_c, the unnormalized score: the paper's choice.</summary>
    Score,

    /// <summary>P_c, the soft-max posterior, which also grows by lowering the other classes; gives worse images.</summary>
    Probability,
}
