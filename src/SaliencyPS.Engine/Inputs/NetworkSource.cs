using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Inputs;

/// <summary>From what a user calls a network to its file.</summary>
internal static class NetworkSource
{
    /// <summary>
    /// The file of a network: the built-in one's where none is named, then the file itself, then that of the store's network of
    /// this name; null where there is none.
    /// </summary>
    /// <param name="name">What the user calls it, if anything.</param>
    /// <param name="file">The file that the name stands for as a path, there or not; null where it is no path.</param>
    /// <param name="store">The networks known by name.</param>
    public static string? Locate(string? name, string? file, NetworkStore store) =>
        name is null ? NetworkStore.BuiltIn.Path
        : File.Exists(file) ? file
        : store.Find(name)?.Path;

    /// <summary>Whether an exception says that a file cannot be read, is no network, or has another architecture.</summary>
    // "Not supported" is what a pipe says where a file must be.
    public static bool IsFault(Exception e) =>
        e is NetworkFormatException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
