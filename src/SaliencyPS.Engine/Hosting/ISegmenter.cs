namespace SaliencyPS.Hosting;

/// <summary>
/// Divides the pixels of one image into object and background so that the sum of all costs is least: a minimum cut of a grid.
/// Made for the pairwise terms of the image, which all its cuts share; may be called on many threads at once.
/// </summary>
internal interface ISegmenter
{
    /// <summary>Largest magnitude of a unary term; with the pairwise terms of a pixel it stays within 32 bits.</summary>
    const int MaximumUnary = (1 << 30) - 1;

    /// <summary>
    /// Finds the cheapest labels; of several the ones with the fewest pixels of the object, which makes the answer unique. Costs
    /// are whole numbers, so that nothing is rounded.
    /// </summary>
    /// <param name="unary">
    /// height × width, row-major: above 0 the cost of calling the pixel background, below 0 minus the cost of calling it object;
    /// at most <see cref="MaximumUnary"/> in magnitude.
    /// </param>
    /// <param name="labels">height × width: receives true where the pixel is the object's.</param>
    /// <param name="token">Stops the work within milliseconds.</param>
    /// <returns>The energy: the unary costs of all labels plus the pairwise costs of all
    /// neighbors with different labels.</returns>
    /// <exception cref="ArgumentException">A span of another length, or a unary term out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled; the segmenter stays usable.</exception>
    long Segment(ReadOnlySpan<int> unary, Span<bool> labels, CancellationToken token = default);
}
