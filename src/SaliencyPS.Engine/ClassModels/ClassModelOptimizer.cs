namespace SaliencyPS;

/// <summary>How gradients become steps.</summary>
public enum ClassModelOptimizer
{
    /// <summary>Gradient ascent: the paper's choice.</summary>
    Ascent,

    /// <summary>Adam (Kingma and Ba 2015): steps of about one length for every parameter.</summary>
    Adam,
}
