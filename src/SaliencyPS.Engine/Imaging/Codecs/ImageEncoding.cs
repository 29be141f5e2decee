namespace SaliencyPS.Imaging.Codecs;

/// <summary>How images are written in a format.</summary>
/// <param name="Format">The choice that stands for the format where users choose one; no two codecs share one.</param>
/// <param name="HasQuality">
/// Whether a quality on the scale of <see cref="ImageQuality"/> is asked for; otherwise it is ignored.
/// </param>
/// <param name="Write">
/// Writes an image to a stream, which stays open, in a quality. Size and quality have been checked before; throws
/// <see cref="IOException"/> where the stream cannot be written and <see cref="OperationCanceledException"/> where the token was
/// cancelled.
/// </param>
internal sealed record ImageEncoding(
    ImageFormat Format, bool HasQuality, Action<RgbImage, Stream, int, CancellationToken> Write);
