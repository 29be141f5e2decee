using System.Diagnostics;
using System.Text.Json;

namespace SaliencyPS.Files;

/// <summary>
/// Files of one folder that change together: all of them or none, whatever ends the process in between. One process at a time
/// changes a folder; others wait.
/// </summary>
/// <remarks>
/// New files come into the folder whole, under other names. Then a journal says what is to become of them, which is the moment
/// from which the change counts; whoever comes by after the process was killed completes it.
/// </remarks>
internal sealed class FolderChange : IDisposable
{
    private const string Prefix = ".saliencyps-", LockName = $"{Prefix}lock", JournalName = $"{Prefix}change", Staged = ".staged";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromMilliseconds(10);

    // How an IOException says that somebody else has locked a file: EAGAIN of Linux and of BSD; ERROR_SHARING_VIOLATION.
    private static readonly int[] Locked = [11, 35, unchecked((int)0x80070020)];

    private static readonly StringComparer Names =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    private readonly string _folder;
    private readonly FileStream _lock;
    private readonly FileSteps _steps = FileSteps.Current;
    private readonly Dictionary<string, string> _moves = [];
    private readonly List<string> _deletions = [];
    private bool _counts;

    private FolderChange(string folder, FileStream @lock) => (_folder, _lock) = (folder, @lock);

    private string Journal => Path.Combine(_folder, JournalName);

    /// <summary>A file that is to come into the folder. Large ones are written before the change begins.</summary>
    /// <param name="folder">The folder, in full.</param>
    /// <param name="name">The name that it is to have, for errors.</param>
    /// <param name="like">The file whose permissions it gets; those of any new file where null.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static WholeFile Stage(string folder, string name, string? like = null) =>
        new(Path.Combine(folder, $"{Prefix}{Path.GetRandomFileName()[..8]}{Staged}"), like: like, durable: true,
            shown: Path.Combine(folder, name));

    /// <summary>Begins a change: waits for those of other processes, and completes what one that was killed began.</summary>
    /// <param name="folder">The folder, in full.</param>
    /// <exception cref="IOException">The folder cannot be written to, or somebody else changes it for a minute.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FolderChange Begin(string folder)
    {
        var change = new FolderChange(folder, Take(folder, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        try
        {
            change.Recover();
            return change;
        }
        catch
        {
            change.Dispose();
            throw;
        }
    }

    /// <summary>Completes the change that a killed process began in the folder, if there is one.</summary>
    /// <param name="folder">The folder, in full; it need not exist.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Complete(string folder)
    {
        if (File.Exists(Path.Combine(folder, JournalName))) Begin(folder).Dispose();
    }

    /// <summary>
    /// Keeps a folder from being changed while files in it are opened that belong together; null where nothing ever changed.
    /// </summary>
    /// <param name="folder">The folder, in full.</param>
    /// <exception cref="IOException">Somebody else changes the folder for a minute.</exception>
    /// <exception cref="UnauthorizedAccessException">A change is not complete, and the folder may not be written to.</exception>
    public static IDisposable? Hold(string folder)
    {
        while (File.Exists(Path.Combine(folder, LockName)))
        {
            Complete(folder);
            var held = Take(folder, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!File.Exists(Path.Combine(folder, JournalName))) return held;
            held.Dispose();
        }

        return null;
    }

    /// <summary>A file that was staged gets its name with this change.</summary>
    public void Put(WholeFile file, string name)
    {
        file.Complete();
        _moves[Path.GetFileName(file.Path)] = name;
    }

    /// <summary>A file leaves with this change, if it is there and no other was put in its place.</summary>
    public void Remove(string name)
    {
        if (!_moves.Values.Contains(name, Names)) _deletions.Add(name);
    }

    /// <summary>Makes the change.</summary>
    /// <exception cref="IOException">The folder cannot be written to, or there is a folder where a file is to be.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Commit()
    {
        // Once it counts, nothing must be in its way.
        foreach (var path in _moves.Values.Concat(_deletions).Select(name => Path.Combine(_folder, name)))
        {
            if (Directory.Exists(path)) throw new UnauthorizedAccessException($"'{path}' is a folder.");
            if (OperatingSystem.IsWindows() && File.Exists(path)) File.Open(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
        }

        using (var journal = new WholeFile(Journal, durable: true))
        {
            JsonSerializer.Serialize(journal.Content, new(_moves, _deletions), FolderJournalContext.Default.FolderJournal);
            journal.Complete();
        }

        _counts = true;
        Apply(_moves, _deletions);
    }

    /// <summary>Gives up what was not committed, and lets others change the folder.</summary>
    public void Dispose()
    {
        using (_lock)
            if (!_counts)
                foreach (var staged in _moves.Keys) File.Delete(Path.Combine(_folder, staged));
    }

    private static FileStream Take(string folder, FileMode mode, FileAccess access, FileShare share)
    {
        for (var begin = Stopwatch.GetTimestamp(); ; Thread.Sleep(Pause))
            try
            {
                return new FileStream(Path.Combine(folder, LockName), mode, access, share, bufferSize: 0);
            }
            catch (IOException e) when (Locked.Contains(e.HResult) && Stopwatch.GetElapsedTime(begin) < Patience)
            {
            }
    }

    private void Recover()
    {
        if (File.Exists(Journal))
        {
            var (moves, deletions) = Read();
            foreach (var name in moves.SelectMany(move => (string[])[move.Key, move.Value]).Concat(deletions))
                if (name is null or "" or "." or ".." || Path.GetFileName(name) != name
                    || (moves.ContainsKey(name) && !(name.StartsWith(Prefix, StringComparison.Ordinal)
                        && name.EndsWith(Staged, StringComparison.Ordinal))))
                    throw new IOException($"'{Journal}' is damaged: it speaks of '{name}', which is no file's name there. "
                        + "Without it, the files beside it are as they are.");
            Apply(moves, deletions);
        }

        // Of the others nobody will speak any more: nobody else is at work here.
        foreach (var file in Directory.EnumerateFiles(_folder, $"{Prefix}*{Staged}")) _steps.Delete(file);
    }

    private FolderJournal Read()
    {
        try
        {
            return JsonSerializer.Deserialize(PlainFile.ReadBytes(Journal), FolderJournalContext.Default.FolderJournal)
                ?? throw new JsonException("There is nothing in it.");
        }
        catch (JsonException e)
        {
            throw new IOException($"'{Journal}' is damaged; without it, the files beside it are as they are.", e);
        }
    }

    private void Apply(IReadOnlyDictionary<string, string> moves, IReadOnlyList<string> deletions)
    {
        foreach (var (staged, name) in moves)
            if (Path.Combine(_folder, staged) is var path && File.Exists(path))
                NamedStream.Run(() =>
                {
                    _steps.Move(path, Path.Combine(_folder, name), replace: true);
                    return name;
                }, message => message.Replace(path, Path.Combine(_folder, name)));
        foreach (var name in deletions) _steps.Delete(Path.Combine(_folder, name));
        _steps.Delete(Journal);
    }
}
