namespace SaliencyPS;

/// <summary>How the values of a pixel's channels become one value of a map.</summary>
public enum ChannelReduction
{
    /// <summary>max |w| over the channels: the paper's.</summary>
    Maximum,

    /// <summary>The mean of |w| over the channels.</summary>
    Mean,

    /// <summary>The Euclidean norm of the channels.</summary>
    Euclidean,

    /// <summary>|Σ w| over the channels: for attributions, which add up.</summary>
    Sum,
}
