namespace SaliencyPS.Files;

/// <summary>Where the bytes are of an image that has no file of its own.</summary>
internal abstract class ContentSource
{
    /// <summary>What the image is called: something like a full path.</summary>
    public abstract string Path { get; }

    /// <summary>
    /// Size, and time of the last change in ticks of UTC, as far as they are known without the bytes; null where there is no
    /// image any more.
    /// </summary>
    public abstract (long Size, long Time)? Stamp { get; }

    /// <summary>Whether what it lies in has vanished, with all that is in there.</summary>
    public abstract bool IsGone { get; }

    /// <summary>What the image is called below a folder, with <c>/</c> between names.</summary>
    /// <param name="root">The folder, in full.</param>
    public abstract string KeyBelow(string root);

    /// <summary>The bytes, to be looked at before all of them are read; null where only reading them tells anything.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    public abstract Stream? Open();

    /// <summary>Reads all of the bytes.</summary>
    /// <param name="token">Stops it.</param>
    /// <exception cref="IOException">They cannot be read, or are too many.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract byte[] Read(CancellationToken token);
}
