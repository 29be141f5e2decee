using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Shows the steps and the score of a gradient ascent; told on the pipeline's thread, between two steps.</summary>
internal sealed class AscentProgress(DelayedProgress progress, string label) : IProgress<WorkProgress>
{
    /// <inheritdoc/>
    public void Report(WorkProgress value) =>
        progress.Report($"{label}: step {value.Done} of {value.Total}, score {value.Score:F2}", value.Share);
}
