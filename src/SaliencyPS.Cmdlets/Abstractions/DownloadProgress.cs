namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Shows how much has arrived; told on the pipeline's thread.</summary>
internal sealed class DownloadProgress(DelayedProgress progress) : IProgress<(long Done, long? Total)>
{
    private const double Megabyte = 1e6;

    /// <inheritdoc/>
    public void Report((long Done, long? Total) value) => progress.Report(
        value.Total is { } total ? $"{value.Done / Megabyte:F1} of {total / Megabyte:F1} MB" : $"{value.Done / Megabyte:F1} MB",
        value.Total is > 0 and var all ? Math.Min(1, (double)value.Done / all) : null);
}
