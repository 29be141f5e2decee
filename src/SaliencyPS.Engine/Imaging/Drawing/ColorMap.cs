namespace SaliencyPS.Imaging.Drawing;

/// <summary>How numbers become colors.</summary>
public enum ColorMap
{
    /// <summary>
    /// Dark violet over green to yellow, in even steps, safe for color-blind eyes (van der Walt and Smith 2015).
    /// </summary>
    Viridis,

    /// <summary>Black over red to pale yellow, in even steps (van der Walt and Smith 2015).</summary>
    Inferno,

    /// <summary>Blue over green to red: a rainbow without its false edges (Mikhailov 2019).</summary>
    Turbo,

    /// <summary>Black to white.</summary>
    Gray,
}
