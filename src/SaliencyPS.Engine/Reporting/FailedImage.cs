namespace SaliencyPS.Reporting;

/// <summary>An image that failed, or has not all of its results.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What went wrong.</param>
/// <param name="Image">The image with nothing drawn over it; null where it cannot be shown.</param>
internal sealed record FailedImage(string Path, string Reason, DataUri? Image = null);
