using SaliencyPS.Threads;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>A stretch of work of libtorch on this thread; when it ends, what was made in it and not kept is gone.</summary>
internal sealed class TorchPass : IDisposable
{
    // One setting of the process, and on for convolutions where nobody changes it.
    private static readonly Turns<bool> Tf32 =
        new(allowed => backends.cudnn.allow_tf32 = backends.cuda.matmul.allow_tf32 = allowed);

    private readonly IDisposable _mode, _scope;
    private readonly IDisposable? _turn;

    private TorchPass(bool gradients, IDisposable? turn) =>
        (_mode, _scope, _turn) = (gradients ? enable_grad() : no_grad(), NewDisposeScope(), turn);

    /// <summary>Begins it.</summary>
    /// <param name="parallel">The threads to use; one where null.</param>
    /// <param name="device">Where the work is done.</param>
    /// <param name="precision">The numbers of products.</param>
    /// <param name="gradients">Whether libtorch notes what its own way back needs.</param>
    public static TorchPass Begin(
        Parallelism? parallel, Device device, Precision precision = Precision.Float32, bool gradients = false)
    {
        // Of the calling thread, as OpenMP has it.
        var threads = parallel?.Threads ?? 1;
        if (get_num_threads() != threads) set_num_threads(threads);
        return new(gradients, device.type == DeviceType.CUDA ? Tf32.Take(precision == Precision.TF32) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scope.Dispose();
        _mode.Dispose();
        _turn?.Dispose();
    }
}
