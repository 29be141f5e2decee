using SaliencyPS.Threads;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>A stretch of work of libtorch on this thread; when it ends, what was made in it and not kept is gone.</summary>
internal sealed class TorchPass : IDisposable
{
    private readonly IDisposable _mode, _scope;

    private TorchPass(bool gradients) => (_mode, _scope) = (gradients ? enable_grad() : no_grad(), NewDisposeScope());

    /// <summary>Begins it.</summary>
    /// <param name="parallel">The threads to use; one where null.</param>
    /// <param name="gradients">Whether libtorch notes what its own way back needs.</param>
    public static TorchPass Begin(Parallelism? parallel, bool gradients = false)
    {
        // Of the calling thread, as OpenMP has it.
        var threads = parallel?.Threads ?? 1;
        if (get_num_threads() != threads) set_num_threads(threads);
        return new(gradients);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scope.Dispose();
        _mode.Dispose();
    }
}
