using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Shows how much has arrived; told on the pipeline's thread.</summary>
internal sealed class DownloadProgress(DelayedProgress progress) : IProgress<WorkProgress>
{
    private const double Megabyte = 1e6;

    /// <inheritdoc/>
    public void Report(WorkProgress value) => progress.Report(
        value.Total is { } total ? $"{value.Done / Megabyte:F1} of {total / Megabyte:F1} MB" : $"{value.Done / Megabyte:F1} MB",
        value.Share is { } share ? Math.Min(1, share) : null);
}
