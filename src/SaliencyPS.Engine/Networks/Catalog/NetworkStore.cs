namespace SaliencyPS.Networks.Catalog;

/// <summary>The folder of network files that a user can ask for by name. Each file may have a JSON description beside it.</summary>
public sealed class NetworkStore(string folder)
{
    /// <summary>Names the folder of the default store, where it is not the user's local application data.</summary>
    public const string FolderVariable = "SALIENCYPS_NETWORKS";

    private static readonly string[] Extensions = [".onnx", ".safetensors", ".pth", ".pt"];

    /// <summary>The user's own store.</summary>
    public static NetworkStore Default => new(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "SaliencyPS", "networks"));

    /// <summary>Where the files lie; need not exist.</summary>
    public string Folder => folder;

    /// <summary>All networks in the store, by name.</summary>
    public IReadOnlyList<NetworkEntry> List() => !Directory.Exists(folder) ? [] :
        [.. new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            .Select(file => new NetworkEntry(Path.GetFileNameWithoutExtension(file.Name), file.FullName, file.Length))
            .OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The network of this name, in any case; null if there is none.</summary>
    public NetworkEntry? Find(string name) => List().FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Copies a network file, and the description beside it, into the store. A half-written copy never stays.</summary>
    /// <param name="path">The file; it is read once as a check that it is a network.</param>
    /// <param name="name">The new name; the file's own by default.</param>
    /// <param name="replace">True to replace a network of that name.</param>
    /// <exception cref="NetworkFormatException">The file is not a network.</exception>
    /// <exception cref="IOException">The name is taken, or a file cannot be read or written.</exception>
    /// <exception cref="ArgumentException">The name is not a file name.</exception>
    public NetworkEntry Import(string path, string? name = null, bool replace = false)
    {
        name ??= Path.GetFileNameWithoutExtension(path);
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) throw new ArgumentException($"'{name}' cannot be the name of a network.");
        Formats.NetworkReader.Read(path);
        if (Find(name) is { } taken)
        {
            if (!replace) throw new IOException($"There is a network '{name}' already: {taken.Path}");
            Remove(taken);
        }

        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, name + Path.GetExtension(path));
        // The description first: a network without one would silently get other preprocessing.
        var description = Path.ChangeExtension(path, ".json");
        if (File.Exists(description)) Copy(description, Path.ChangeExtension(target, ".json"));
        Copy(path, target);
        return Find(name)!;
    }

    /// <summary>Deletes a network of the store and its description.</summary>
    public void Remove(NetworkEntry entry)
    {
        File.Delete(entry.Path);
        File.Delete(Path.ChangeExtension(entry.Path, ".json"));
    }

    private static void Copy(string from, string to)
    {
        var partial = to + ".partial";
        try
        {
            File.Copy(from, partial, overwrite: true);
            File.Move(partial, to, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
