namespace SaliencyPS.Threads;

/// <summary>
/// Work that needs a setting of the whole process: with the same one it goes side by side, with another it waits.
/// </summary>
/// <typeparam name="T">The setting's values.</typeparam>
/// <param name="apply">Changes the setting; called while nobody works.</param>
internal sealed class Turns<T>(Action<T> apply) where T : struct
{
    private readonly object _sync = new();
    private int _working;
    private T _current;

    /// <summary>Waits until nobody works with another setting.</summary>
    /// <returns>To be disposed of when the work is done.</returns>
    public IDisposable Take(T setting)
    {
        lock (_sync)
        {
            while (_working > 0 && !_current.Equals(setting)) Monitor.Wait(_sync);
            if (_working++ == 0) apply(_current = setting);
            return new Turn(this);
        }
    }

    private sealed class Turn(Turns<T> turns) : IDisposable
    {
        public void Dispose()
        {
            lock (turns._sync)
                if (--turns._working == 0) Monitor.PulseAll(turns._sync);
        }
    }
}
