namespace SaliencyPS.Saliency.Views;

/// <summary>
/// An image whose longer side is so many times its shorter that a view, in which the shorter has the
/// network's length, would be too large.
/// </summary>
/// <param name="message">What is wrong with the image; the caller knows which file it was.</param>
internal sealed class ElongatedImageException(string message) : ArgumentException(message);
