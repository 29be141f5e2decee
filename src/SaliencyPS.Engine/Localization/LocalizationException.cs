namespace SaliencyPS.Localization;

/// <summary>A saliency map from which no object can be found: it is constant or holds a value that is not finite.</summary>
public sealed class LocalizationException : Exception
{
    /// <summary>Says what is wrong with the map; the caller knows which image and class it belongs to.</summary>
    public LocalizationException(string message) : base(message) { }
}
