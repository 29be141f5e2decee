namespace SaliencyPS.Networks.Fast;

/// <summary>How the values of one sample lie in memory.</summary>
internal enum Layout
{
    /// <summary>Channel × row × column, the layout of every public tensor.</summary>
    Planar,

    /// <summary>
    /// Block of 16 channels × row × column × channel in the block: one vector register holds 16 channels of one position. Missing
    /// channels of the last block are there; their values mean nothing and nothing depends on them.
    /// </summary>
    Blocked,
}
