using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Hosting;

/// <summary>
/// The memory of one worker for one network and one plan, reused by every pass. Not thread-safe. The tensors that it hands out
/// are its own: the next pass overwrites them.
/// </summary>
internal interface IExecutor
{
    /// <summary>batch × input shape; to be filled before <see cref="Forward"/>, left as it is by all passes.</summary>
    Tensor<float> Input { get; }

    /// <summary>
    /// batch × classes: the unnormalized scores (logits), valid after <see cref="Forward"/> and after backward passes.
    /// </summary>
    Tensor<float> Logits { get; }

    /// <summary>
    /// (batch · gradients per sample) × classes: ∂S/∂logits, to be filled before a backward pass that is not given classes.
    /// </summary>
    Tensor<float> LogitGradients { get; }

    /// <summary>Bytes taken.</summary>
    long Bytes { get; }

    /// <summary>Samples run forward and gradients run backward so far.</summary>
    (int Forward, int Backward) Count { get; }

    /// <summary>batch × shape of a hooked node: its result, valid after <see cref="Forward"/>.</summary>
    /// <exception cref="InvalidOperationException">The plan has no hook at the node.</exception>
    Tensor<float> Value(int node);

    /// <summary>
    /// (batch · gradients per sample) × shape of a hooked node: what came back to it (∂S/∂result under gradient
    /// rules), valid after a backward pass.
    /// </summary>
    /// <exception cref="InvalidOperationException">The plan has no hook at the node.</exception>
    Tensor<float> Gradient(int node);

    /// <summary>Runs the network on <see cref="Input"/>.</summary>
    /// <param name="parallel">Threads and cancellation; one thread where null.</param>
    /// <returns><see cref="Logits"/>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Tensor<float> Forward(Parallelism? parallel = null);

    /// <summary>
    /// Runs <see cref="LogitGradients"/> back, down to the input or to a hooked node. May be called any number of times after one
    /// <see cref="Forward"/>.
    /// </summary>
    /// <param name="parallel">Threads and cancellation; one thread where null.</param>
    /// <param name="rules">
    /// What each node does: one of the plan's, or any gradient rules where the plan has those; the plan's first where null.
    /// </param>
    /// <param name="until">0 for the input, or a hooked node at which the pass ends.</param>
    /// <returns>
    /// (batch · gradients per sample) × input shape, or <see cref="Gradient"/> of the node at which the pass ends.
    /// </returns>
    /// <exception cref="ArgumentException">The executor was not made for these rules.</exception>
    /// <exception cref="InvalidOperationException">The plan has no hook at the node at which the pass is to end.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Tensor<float> Backward(Parallelism? parallel = null, BackwardRules? rules = null, int until = 0);

    /// <summary>
    /// Runs unit gradients of classes back: gradient g = n · (gradients per sample) + j is
    /// ∂S_c/∂(sample n) with c = <c>classes[g]</c>.
    /// </summary>
    /// <param name="classes">One class for each gradient; gradients without one are 0.</param>
    /// <inheritdoc cref="Backward(Parallelism, BackwardRules, int)"/>
    /// <param name="parallel"/><param name="rules"/><param name="until"/>
    Tensor<float> Backward(ReadOnlySpan<int> classes, Parallelism? parallel = null, BackwardRules? rules = null, int until = 0)
    {
        LogitGradients.Span.Clear();
        for (var g = 0; g < classes.Length; g++) LogitGradients.Sample(g)[classes[g]] = 1;
        return Backward(parallel, rules, until);
    }
}
