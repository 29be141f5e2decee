namespace SaliencyPS.Threads;

/// <summary>Cuts a number of units of work into shares of nearly equal size.</summary>
internal static class WorkShares
{
    /// <summary>
    /// How many shares a worker should make of its work: at least <paramref name="fewest"/>, and where they are few, as many as
    /// give every thread two of the same size.
    /// </summary>
    /// <param name="fewest">Shares that the caches ask for.</param>
    /// <param name="repeats">Samples, each of which is cut in the same way.</param>
    /// <param name="threads">Threads that take them.</param>
    public static int Count(int fewest, int repeats, int threads)
    {
        var turn = 2 * threads;
        if (threads == 1 || (long)fewest * repeats >= 4 * turn) return fewest;
        var wanted = (fewest * repeats + turn - 1) / turn * turn;
        return (wanted + repeats - 1) / repeats;
    }

    /// <summary>Where share i of n begins among so many units; share n begins at the end.</summary>
    public static int Start(int i, int n, int units) => (int)((long)units * i / n);
}
