namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>How the values of one sample lie in memory.</summary>
internal enum Layout
{
    /// <summary>Channel × row × column, the layout of every public tensor.</summary>
    Planar,

    /// <summary>
    /// Channel block × row × column × channel in the block (<see cref="ChannelBlock"/>): one vector register holds 16 channels of
    /// one position. The padding lanes of the last block are there; their values mean nothing and nothing may depend on them.
    /// </summary>
    Blocked,
}
