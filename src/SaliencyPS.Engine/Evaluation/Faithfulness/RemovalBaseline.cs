namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>What takes the place of pixels that are removed from an image.</summary>
internal enum RemovalBaseline
{
    /// <summary>The mean color of the training images: zero for the network.</summary>
    Mean,

    /// <summary>Black.</summary>
    Black,

    /// <summary>The image itself, blurred until nothing of an object is left: color without edges.</summary>
    Blur,
}
