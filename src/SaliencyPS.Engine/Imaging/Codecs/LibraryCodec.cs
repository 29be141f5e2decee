namespace SaliencyPS.Imaging.Codecs;

/// <summary>
/// A format that a library decodes, which is not trusted: sides, pixels and time are bounded, and whatever it throws becomes the
/// exception of an image that cannot be decoded.
/// </summary>
/// <param name="name">Name of the format, as <see cref="ForeignImages"/> has it.</param>
/// <param name="extensions">What file names of the format end with.</param>
internal abstract class LibraryCodec(string name, IReadOnlyList<string> extensions) : IImageCodec
{
    public string Name => name;

    public IReadOnlyList<string> Extensions => extensions;

    public int LongestSide => ushort.MaxValue;

    public IReadOnlyList<int> Reductions { get; } = [1];

    public ImageEncoding? Encoding => null;

    /// <summary>How long one image may take.</summary>
    protected virtual TimeSpan MostTime => TimeSpan.FromMinutes(1);

    public bool Recognizes(ReadOnlySpan<byte> data) => ForeignImages.Name(data) == Name;

    public DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            // A library that listens to nothing any more is left behind.
            return new(Task.Run(Work, token).WaitAsync(MostTime, token).GetAwaiter().GetResult());
        }
        catch (TimeoutException e)
        {
            throw new ImageFormatException($"{Name}: not decoded within {MostTime.TotalSeconds} seconds.", e);
        }
        catch (Exception e) when (e is not (ImageFormatException or OperationCanceledException or OutOfMemoryException))
        {
            throw new ImageFormatException($"{Name}: {e.Message.ReplaceLineEndings(" ")}", e);
        }

        RgbImage Work()
        {
            var (width, height) = Measure(data);
            Check(width, height);
            var image = DecodePixels(data, token);
            Check(image.Width, image.Height);
            return image;
        }

        void Check(int width, int height)
        {
            limits.Check(width, height);
            if (Math.Max(width, height) > LongestSide)
                throw new ImageFormatException($"{Name}: {width}×{height} pixels; {LongestSide} is the longest side.");
        }
    }

    /// <summary>The size that the file claims. Takes no memory for pixels.</summary>
    /// <exception cref="ImageFormatException">The file ends too soon, or holds what is not decoded.</exception>
    protected abstract (int Width, int Height) Measure(byte[] data);

    /// <summary>Decodes the one image of a file, or the first one; upright, over white where it is transparent.</summary>
    protected abstract RgbImage DecodePixels(byte[] data, CancellationToken token);
}
