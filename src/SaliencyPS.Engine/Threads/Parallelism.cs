namespace SaliencyPS.Threads;

/// <summary>The one parallel helper: how many threads a pass may use, and the token that stops it.</summary>
internal sealed class Parallelism
{
    private readonly ThreadTeam? _team;

    /// <summary>Sets the limits.</summary>
    /// <param name="threads">At least 1, the caller's own included.</param>
    /// <param name="token">Checked before every work item, so that a pass stops within one tile of work.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 thread.</exception>
    public Parallelism(int threads = 1, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (Threads, Token) = (threads, token);
        if (threads > 1) _team = new ThreadTeam(threads - 1);
    }

    /// <summary>One thread, never cancelled.</summary>
    public static Parallelism Single { get; } = new();

    /// <summary>Most threads at work.</summary>
    public int Threads { get; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Token { get; }

    /// <summary>
    /// Runs <paramref name="body"/> for 0 … count−1. Items write disjoint results, so the outcome does not depend on the number
    /// of threads or their order.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void For(int count, Action<int> body)
    {
        if (_team is null || count < 2 || !_team.TryRun(count, body, Token))
            for (var i = 0; i < count; i++)
            {
                Token.ThrowIfCancellationRequested();
                body(i);
            }
    }
}
