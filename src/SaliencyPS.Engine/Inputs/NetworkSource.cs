using SaliencyPS.Adapters;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Inputs;

/// <summary>From what a user calls a network to its file.</summary>
internal static class NetworkSource
{
    /// <summary>
    /// The file of a network: the file itself, or that of the store's network of this name. Where none is named, that of the one
    /// that <see cref="NetworkStore.NetworkVariable"/> names, or of <see cref="NetworkStore.Chosen"/>.
    /// </summary>
    /// <param name="name">What the user calls it, if anything.</param>
    /// <param name="resolve">The file that a name stands for as a path, there or not; null where it is no path.</param>
    /// <param name="store">The networks known by name.</param>
    /// <exception cref="FileNotFoundException">There is none; the message says what was looked for.</exception>
    /// <exception cref="IOException">It cannot be told which one was chosen.</exception>
    public static string Locate(string? name, Func<string, string?> resolve, NetworkStore store)
    {
        var asked = name ?? NetworkStore.Named;
        if (asked is null) return store.Chosen.Path;
        return resolve(asked) is { } file && File.Exists(file) ? file
            : store.Find(asked)?.Path
            ?? throw new FileNotFoundException($"There is no network '{asked}'"
                + $"{(name is null ? $", which {NetworkStore.NetworkVariable} says to use" : "")}: neither a file nor a network "
                + $"in '{store.Folder}'.", asked);
    }

    /// <summary>Whether an exception, of any kind, says that a network cannot be read, and not that a library is missing or
    /// that the user has stopped the work.</summary>
    public static bool IsFault(Exception e) => e is not (AdapterException or OperationCanceledException);
}
