namespace SaliencyPS.Numerics;

/// <summary>The one parallel helper: how many threads a pass may use, and the token that stops it.</summary>
/// <param name="Threads">At least 1.</param>
/// <param name="Token">Checked before every work item, so that a pass stops within one tile of work.</param>
public sealed record Parallelism(int Threads = 1, CancellationToken Token = default)
{
    /// <summary>One thread, never cancelled.</summary>
    public static Parallelism Single { get; } = new();

    /// <summary>
    /// Runs <paramref name="body"/> for 0 … count−1. Items write disjoint results, so the outcome does not depend on the number
    /// of threads or their order.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void For(int count, Action<int> body)
    {
        if (Threads == 1 || count < 2)
        {
            for (var i = 0; i < count; i++)
            {
                Token.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        System.Threading.Tasks.Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = Token }, body);
    }
}
