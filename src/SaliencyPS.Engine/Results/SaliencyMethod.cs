namespace SaliencyPS;

/// <summary>
/// How a map comes from a network and an image. docs/methods.md tells each one's formula, source, cost and use.
/// </summary>
public enum SaliencyMethod
{
    /// <summary>w = ∂S_c/∂I (Simonyan et al. 2014).</summary>
    Gradient,

    /// <summary>I ⊙ ∂S_c/∂I (Shrikumar et al. 2016).</summary>
    InputXGradient,

    /// <summary>The gradient with guided rectifiers (Springenberg et al. 2014).</summary>
    GuidedBackprop,

    /// <summary>The reconstruction of a DeconvNet (Zeiler &amp; Fergus 2014).</summary>
    Deconvnet,

    /// <summary>(I − I′) ⊙ the mean gradient on the way from a baseline I′ to I (Sundararajan et al. 2017).</summary>
    IntegratedGradients,

    /// <summary>The mean gradient of noisy copies (Smilkov et al. 2017).</summary>
    SmoothGrad,

    /// <summary>The mean squared gradient of noisy copies (Hooker et al. 2019).</summary>
    SmoothGradSquared,

    /// <summary>The variance of the gradient over noisy copies (Adebayo et al. 2018).</summary>
    VarGrad,

    /// <summary>The channels of a layer, weighted by their mean gradient (Selvaraju et al. 2017).</summary>
    GradCAM,

    /// <summary>The channels of a layer, weighted by their positive gradients (Chattopadhay et al. 2018).</summary>
    GradCAMPlusPlus,

    /// <summary>The elements of a layer, weighted by their own positive gradients (Jiang et al. 2021).</summary>
    LayerCAM,

    /// <summary>The channels of a layer, weighted by their share of gradient × activation (Fu et al. 2020).</summary>
    XGradCAM,

    /// <summary>The first principal component of a layer, whatever the class (Muhammad &amp; Yeasin 2020).</summary>
    EigenCAM,

    /// <summary>GradCAM ⊙ guided back-propagation (Selvaraju et al. 2017).</summary>
    GuidedGradCAM,

    /// <summary>By how much the score falls where a window is covered (Zeiler &amp; Fergus 2014).</summary>
    Occlusion,

    /// <summary>The mean of random masks, weighted by the probability that they leave (Petsiuk et al. 2018).</summary>
    Rise,

    /// <summary>The channels of a layer, weighted by the score that they leave as masks (Wang et al. 2020).</summary>
    ScoreCAM,

    /// <summary>
    /// The probability that a random walk from the class down along exciting weights arrives (Zhang et al. 2016).
    /// </summary>
    ExcitationBackprop,

    /// <summary>
    /// ExcitationBackprop minus the walk that begins with the opposite of the class (Zhang et al. 2016, section 3.3).
    /// </summary>
    ContrastiveExcitation,

    /// <summary>Layer-wise relevance propagation: ε rule, γ rule in convolutions (Montavon et al. 2019).</summary>
    LayerRelevance,

    /// <summary>The product of the attentions of all layers, whatever the class (Abnar &amp; Zuidema 2020).</summary>
    AttentionRollout,

    /// <summary>The attentions of all layers, weighted by their positive gradients (Chefer et al. 2021).</summary>
    AttentionRelevance,

    /// <summary>
    /// What each layer's attention would add to the score that the head reads from that layer's tokens (Bousselham et al. 2024).
    /// </summary>
    LeGrad,
}
