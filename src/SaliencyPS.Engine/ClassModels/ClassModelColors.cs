namespace SaliencyPS;

/// <summary>By which axes the ascent changes colours.</summary>
public enum ClassModelColors
{
    /// <summary>By the channels of the network's input: the paper's choice.</summary>
    Channels,

    /// <summary>By the axes along which the colours of photographs vary: natural colours. Networks with one channel stay as they are.</summary>
    Decorrelated,
}
