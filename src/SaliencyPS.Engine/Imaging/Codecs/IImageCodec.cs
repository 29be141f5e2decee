namespace SaliencyPS.Imaging.Codecs;

/// <summary>One format of image files: how its files are recognized, decoded and, where it can be written, encoded.</summary>
internal interface IImageCodec
{
    /// <summary>Name of the format in messages, such as "JPEG"; no two codecs share one.</summary>
    string Name { get; }

    /// <summary>What file names of the format end with: in lower case, with the dot, the usual one first; at least one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Longest side, in pixels, of an image in a file of the format.</summary>
    int LongestSide { get; }

    /// <summary>
    /// Factors by which both sides can be made smaller while decoding, ascending, the first of them 1. A format that can only be
    /// decoded in full size has no other.
    /// </summary>
    IReadOnlyList<int> Reductions { get; }

    /// <summary>How images are written in the format; null where it is only read.</summary>
    ImageEncoding? Encoding { get; }

    /// <summary>Whether a file is of this format, judged by its first bytes.</summary>
    /// <param name="data">The file, or as much of its beginning as there is; may be empty.</param>
    bool Recognizes(ReadOnlySpan<byte> data);

    /// <summary>Decodes an image and turns it upright by its EXIF orientation.</summary>
    /// <param name="data">The whole file, which <see cref="Recognizes"/> has found to be of this format.</param>
    /// <param name="limits">Bounds on the full size, checked before memory is taken for pixels.</param>
    /// <param name="reduce">
    /// Given width and height of the upright image in full size, which of <see cref="Reductions"/> to decode it by; called before
    /// memory is taken for pixels, since it may refuse the size, except by libraries, which may not tell before.
    /// </param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">The data are damaged, truncated, unsupported or above the limits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token);
}
