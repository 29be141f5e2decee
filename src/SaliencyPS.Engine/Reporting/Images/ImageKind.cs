namespace SaliencyPS.Reporting.Images;

/// <summary>What an image of a result shows.</summary>
public enum ImageKind
{
    /// <summary>The saliency map in colors.</summary>
    HeatMap,

    /// <summary>
    /// The photograph with all that was found: the saliency map in colors or, without one, the mask as a tint; and the box.
    /// </summary>
    Overlay,

    /// <summary>The object in white on black.</summary>
    Mask,

    /// <summary>The photograph with the box: that of the object, or the receptive field of a neuron.</summary>
    Box,

    /// <summary>What is in the box, cut out of the photograph.</summary>
    Crop,

    /// <summary>The photograph, the saliency map (or the mask) and the overlay in a row.</summary>
    SideBySide,

    /// <summary>The photograph, or the class model image, as it is.</summary>
    Image,
}
