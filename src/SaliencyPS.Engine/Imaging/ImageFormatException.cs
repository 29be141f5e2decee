namespace SaliencyPS.Imaging;

/// <summary>An image file that cannot be decoded: damaged, truncated, unsupported or above a size limit.</summary>
public sealed class ImageFormatException : Exception
{
    /// <summary>Says what is wrong with the data; the caller knows which file it was.</summary>
    public ImageFormatException(string message, Exception? inner = null) : base(message, inner) { }
}
