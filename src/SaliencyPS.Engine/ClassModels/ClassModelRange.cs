namespace SaliencyPS;

/// <summary>What keeps the image's levels between black and white.</summary>
public enum ClassModelRange
{
    /// <summary>
    /// Nothing but the regularizer; what is beyond is cut off at the end, unseen by the network: the paper's choice.
    /// </summary>
    Free,

    /// <summary>A smooth curve, in every step: the network sees what the finished image shows.</summary>
    Bounded,
}
