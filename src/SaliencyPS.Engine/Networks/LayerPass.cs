using System.Numerics;
using System.Runtime.InteropServices;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks;

/// <summary>What one layer reads and writes in one pass over a batch. Planned once per workspace, reused by every pass.</summary>
public sealed class LayerPass<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The inputs of the forward step, one tensor per incoming edge.</summary>
    public required Tensor<T>[] Inputs { get; init; }

    /// <summary>The result of the forward step.</summary>
    public required Tensor<T> Output { get; init; }

    /// <summary>Forward batch × StateBytes; empty when no gradient will be asked for.</summary>
    public Memory<byte> State { get; init; }

    /// <summary>∂S/∂output; batch = forward batch × <see cref="GradientsPerSample"/>.</summary>
    public Tensor<T> OutputGradient { get; init; }

    /// <summary>∂S/∂input per incoming edge, to be written.</summary>
    public Tensor<T>[] InputGradients { get; init; } = [];

    /// <summary>How many gradients (classes) each sample has in the backward pass.</summary>
    public int GradientsPerSample { get; init; } = 1;

    /// <summary>What rectifiers do in the backward pass under way.</summary>
    public GradientRule Rule { get; set; }

    /// <summary>Threads and cancellation of the pass under way.</summary>
    public Parallelism Parallel { get; set; } = Parallelism.Single;

    /// <summary>The state of one forward sample, viewed as elements of the given type; empty when no state is kept.</summary>
    public Span<TState> StateOf<TState>(int sample) where TState : unmanaged
    {
        var bytes = State.Length / Output.Batch;
        return MemoryMarshal.Cast<byte, TState>(State.Span.Slice(sample * bytes, bytes));
    }
}
