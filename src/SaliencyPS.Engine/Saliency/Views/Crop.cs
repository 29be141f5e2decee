namespace SaliencyPS.Saliency.Views;

/// <summary>One sub-image that the network is shown: a rectangle of the resized image, mirrored or not.</summary>
internal readonly record struct Crop(int X, int Y, bool Mirrored);
