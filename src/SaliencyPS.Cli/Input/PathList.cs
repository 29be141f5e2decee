namespace SaliencyPS.Cli.Input;

/// <summary>
/// A list of paths: one a line or, as <c>find -print0</c> writes them and <c>xargs -0</c> reads them, each ended by a NUL, which
/// no path has in it. Paths come out as soon as they are there.
/// </summary>
/// <param name="open">Opens the list, when it is read.</param>
/// <param name="name">What errors call it.</param>
internal sealed class PathList(Func<TextReader> open, string name)
{
    // A name is shorter everywhere: this is no list.
    private const int LongestPath = 1 << 16;

    /// <summary>Reads the list.</summary>
    /// <param name="token">Ends the wait for it.</param>
    /// <exception cref="UsageException">It is no list.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<string> Read(CancellationToken token)
    {
        var (reader, buffer, pending) = ((TextReader?)null, new char[1 << 12], "");
        char? end = null;
        while (Next() is { Length: > 0 } more)
        {
            pending += more;
            end ??= pending.Contains('\0') ? '\0' : pending.Contains('\n') ? '\n' : null;
            var paths = end is { } known ? pending.Split(known) : [pending];
            pending = paths[^1];
            if (pending.Length > LongestPath)
                throw new UsageException($"{name}: a path of more than {LongestPath} characters; this is no list of paths.");
            foreach (var path in paths[..^1])
                if (Trim(path) is { Length: > 0 } trimmed) yield return trimmed;
        }

        if (Trim(pending) is { Length: > 0 } last) yield return last;

        string Trim(string path) => end != '\0' && path is [.. var line, '\r'] ? line : path;

        // A read that waits for input knows nothing of Ctrl+C, so another thread waits for it; one of its own, which nobody else
        // needs.
        string Next() => Task.Factory.StartNew(ReadOn, token, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(token).GetAwaiter().GetResult();

        string ReadOn()
        {
            reader ??= open();
            return new string(buffer, 0, reader.Read(buffer));
        }
    }
}
