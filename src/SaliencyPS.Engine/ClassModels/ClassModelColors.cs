namespace SaliencyPS;

/// <summary>By which axes the ascent changes colors.</summary>
public enum ClassModelColors
{
    /// <summary>By the channels of the network's input: the paper's choice.</summary>
    Channels,

    /// <summary>
    /// By the axes along which the colors of photographs vary: natural colors. Networks with one channel stay as they are.
    /// </summary>
    Decorrelated,
}
