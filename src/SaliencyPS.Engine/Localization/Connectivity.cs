namespace SaliencyPS.Localization;

/// <summary>Which pixels are neighbors, both in the grid that is cut and in the components of its foreground.</summary>
public enum Connectivity
{
    /// <summary>Pixels that share a side or a corner are neighbors: eight of each.</summary>
    Eight,

    /// <summary>Pixels that share a side are neighbors: four of each.</summary>
    Four,
}
