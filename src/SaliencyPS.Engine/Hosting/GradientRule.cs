namespace SaliencyPS;

/// <summary>
/// What a rectifier does to the signal on its way back (Simonyan et al. 2014, section 4). f′ is the rectifier's derivative: 1 for
/// positive arguments, 0 (or the slope of a leaky rectifier) for the others. All other layers do the same under every rule.
/// </summary>
public enum GradientRule
{
    /// <summary>R_n = f′(X_n) · R_{n+1}: the derivative; the input of the forward pass decides.</summary>
    Backpropagation,

    /// <summary>R_n = f′(R_{n+1}) · R_{n+1}: the signal itself decides (DeconvNet, Zeiler &amp; Fergus 2014).</summary>
    Deconvnet,

    /// <summary>
    /// R_n = f′(X_n) · f′(R_{n+1}) · R_{n+1}: both must be positive (guided back-propagation, Springenberg et al. 2014).
    /// </summary>
    Guided,
}
