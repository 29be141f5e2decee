namespace SaliencyPS.Hosting;

/// <summary>
/// Divides the pixels of an image into object and background by seeds, with color models and a cut of its own; where an
/// <see cref="ISegmenter"/> is given all costs. May be called on many threads at once; the same image gives the same labels.
/// </summary>
internal interface ISeededSegmenter
{
    /// <summary>Labels all pixels.</summary>
    /// <param name="image">The image and its seeds.</param>
    /// <param name="labels">height × width: receives true where the pixel is the object's.</param>
    /// <param name="token">Stops the work between two cuts.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Segment(SeededImage image, Span<bool> labels, CancellationToken token = default);
}
