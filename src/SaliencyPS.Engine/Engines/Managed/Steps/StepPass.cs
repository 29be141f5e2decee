using System.Numerics;
using System.Runtime.InteropServices;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Steps;

/// <summary>What one step reads and writes in one pass over a batch. Planned once per executor, reused by every pass.</summary>
internal sealed class StepPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The inputs of the forward step, one tensor per incoming edge; in a backward step only if it
    /// <see cref="Step.KeepsInputs"/>.
    /// </summary>
    public required Tensor<T>[] Inputs { get; init; }

    /// <summary>The result of the forward step; in a backward step only if it <see cref="Step.KeepsResult"/>.</summary>
    public required Tensor<T> Output { get; init; }

    /// <summary>
    /// The saved tensors: forward batch × <see cref="Step.SavedBytes"/>; empty when no gradient will be asked for.
    /// </summary>
    public Memory<byte> Saved { get; init; }

    /// <summary>∂S/∂output; batch = forward batch × <see cref="GradientsPerSample"/>.</summary>
    public Tensor<T> OutputGradient { get; init; }

    /// <summary>
    /// ∂S/∂input per incoming edge, to be written; without memory where nothing of the network's input is behind the edge.
    /// </summary>
    public Tensor<T>[] InputGradients { get; init; } = [];

    /// <summary>How many gradients (classes) each sample has in the backward pass.</summary>
    public int GradientsPerSample { get; init; } = 1;

    /// <summary>What rectifiers do in the backward pass under way; every other step does the same under each rule.</summary>
    public GradientRule Rule { get; set; }

    /// <summary>Threads and cancellation of the pass under way.</summary>
    public Parallelism Parallel { get; set; } = Parallelism.Single;

    /// <summary>
    /// The saved tensors of one forward sample, viewed as elements of the given type; empty when nothing is saved.
    /// </summary>
    public Span<TSaved> SavedOf<TSaved>(int sample) where TSaved : unmanaged
    {
        var bytes = Saved.Length / Output.Batch;
        return MemoryMarshal.Cast<byte, TSaved>(Saved.Span.Slice(sample * bytes, bytes));
    }
}
