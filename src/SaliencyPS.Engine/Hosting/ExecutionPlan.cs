using System.Collections.Immutable;

namespace SaliencyPS.Hosting;

/// <summary>What an executor is made for: it takes all its memory at the start.</summary>
internal sealed record ExecutionPlan
{
    /// <summary>Samples per forward pass, at least 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Gradients (classes, neurons) per sample in a backward pass; 0 for forward passes only.</summary>
    public int GradientsPerSample { get; init; } = 1;

    /// <summary>
    /// Nodes, from 1, whose result and gradient are kept; see <see cref="IExecutor.Value"/> and <see cref="IExecutor.Gradient"/>.
    /// </summary>
    public ImmutableArray<int> Hooks { get; init; } = [];

    /// <summary>
    /// The rules that backward passes will follow: any number of sets of gradient rules, or one other set. An executor saves
    /// for the way back only what these need.
    /// </summary>
    public ImmutableArray<BackwardRules> Rules { get; init; } = [BackwardRules.Gradient];
}
