namespace SaliencyPS.Saliency.Views;

/// <summary>A picture whose longer side is so many times its shorter that a view, in which the shorter has the network's length, would be too large.</summary>
/// <param name="message">What is wrong with the picture; the caller knows which file it was.</param>
internal sealed class ElongatedPictureException(string message) : ArgumentException(message);
