namespace SaliencyPS.Runs;

/// <summary>Takes the results of all images, one image after the other, ordered by path.</summary>
internal interface IMergedResults
{
    /// <summary>Takes those of an image.</summary>
    /// <param name="record">The image; its rows are in the line.</param>
    /// <param name="line">The line.</param>
    /// <exception cref="RowException">A row is not as results are.</exception>
    void Add(ImageRecord record, ReadOnlySpan<byte> line);

    /// <summary>Says that there are no more.</summary>
    void Complete();
}
