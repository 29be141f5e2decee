using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Output;

/// <summary>Shows how much has arrived of a download.</summary>
internal sealed class DownloadLine(ProgressLine line) : IProgress<WorkProgress>
{
    private const double Megabyte = 1e6;

    /// <inheritdoc/>
    public void Report(WorkProgress value) =>
        line.Show($"{value.Done / Megabyte:F1} of {(value.Total is { } total ? $"{total / Megabyte:F1}" : "?")} MB");
}
