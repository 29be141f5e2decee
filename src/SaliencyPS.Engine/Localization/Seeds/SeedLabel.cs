namespace SaliencyPS.Localization.Seeds;

/// <summary>What the saliency map says of one pixel before the cut.</summary>
internal enum SeedLabel : byte
{
    /// <summary>Between the two quantiles: belongs to neither color model.</summary>
    Undecided,

    /// <summary>Above the foreground quantile.</summary>
    Foreground,

    /// <summary>Below the background quantile.</summary>
    Background,
}
