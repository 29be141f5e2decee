namespace SaliencyPS.Localization;

/// <summary>What the seeds are to the cut.</summary>
public enum SeedConstraint
{
    /// <summary>The seeds only train the two color models; the cut may label them either way.</summary>
    None,

    /// <summary>Foreground seeds stay foreground; background seeds only train their color model.</summary>
    Foreground,

    /// <summary>Background seeds stay background; foreground seeds only train their color model.</summary>
    Background,

    /// <summary>Both kinds of seeds keep their label (Boykov &amp; Jolly 2001, section 3).</summary>
    Both,
}
