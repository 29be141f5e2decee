namespace SaliencyPS.Localization;

/// <summary>Which pixels are neighbours, both in the cut's graph and in its components.</summary>
public enum Connectivity
{
    /// <summary>Those that share a side or a corner.</summary>
    Eight,

    /// <summary>Those that share a side.</summary>
    Four,
}
