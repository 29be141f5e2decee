namespace SaliencyPS.Localization;

/// <summary>How a map divides the pixels into seeds.</summary>
public enum SeedRule
{
    /// <summary>
    /// By quantiles: the same share of every image, whatever the size of the object (Simonyan et al. 2014, section 3.2).
    /// </summary>
    Quantile,

    /// <summary>
    /// By mass: the fewest pixels that together hold a share of the whole map. Few where the map is concentrated, many where it
    /// is spread. For maps without speckles.
    /// </summary>
    Mass,
}
