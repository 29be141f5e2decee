using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Shows the steps and the score of a gradient ascent; told on the pipeline's thread, between two steps.</summary>
internal sealed class AscentProgress(DelayedProgress progress, string label, int steps) : IProgress<(int Step, double Score)>
{
    /// <inheritdoc/>
    public void Report((int Step, double Score) value) =>
        progress.Report($"{label}: step {value.Step} of {steps}, score {value.Score:F2}", (double)value.Step / steps);
}
