using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// The folder of network files that a user can ask for by name. Each file may have a JSON description beside it.
/// </summary>
internal sealed class NetworkStore(string folder)
{
    /// <summary>
    /// Environment variable with the folder of the default store, in place of one in the user's local application data.
    /// </summary>
    public const string FolderVariable = "SALIENCYPS_NETWORKS";

    /// <summary>
    /// Environment variable with the network, a file or a name in the store, that is used where none is named, in place of the
    /// store's <see cref="Chosen"/>.
    /// </summary>
    public const string NetworkVariable = "SALIENCYPS_NETWORK";

    /// <summary>How the names of network files end.</summary>
    internal static readonly string[] Extensions = [".onnx", ".safetensors", ".pth", ".pt", ".zip"];

    // In UTF-8: with any extension it is within the 255 bytes of a file's name, so that no change of the store cannot be made.
    private const int LongestName = 200;

    // Without an extension it is no network.
    private const string ChosenFile = "default";

    private const string DescriptionExtension = ".json";

    private static readonly string BuiltInPath = Path.Combine(Installation.Folder, "networks", "scenes.onnx");

    /// <summary>
    /// The network that comes with the engine, used where none is named and none was chosen for that. Every store lists it; no
    /// store's folder holds it.
    /// </summary>
    /// <exception cref="FileNotFoundException">The installation lacks it.</exception>
    public static NetworkEntry BuiltIn =>
        new(Path.GetFileNameWithoutExtension(BuiltInPath), BuiltInPath, new FileInfo(BuiltInPath).Length, IsBuiltIn: true);

    /// <summary>The user's own store.</summary>
    public static NetworkStore Default => new(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named
        : Path.Combine(UserData.Folder, "networks"));

    /// <summary>The folder in which the network files lie. It need not exist; importing creates it.</summary>
    public string Folder => folder;

    internal string FullFolder => Path.GetFullPath(folder);

    /// <summary>Whether a file lies in the store's folder.</summary>
    internal bool Holds(string path) =>
        PlainFile.Replaces(Path.Combine(FullFolder, Path.GetFileName(path)), Path.GetFullPath(path));

    /// <summary>Whether a file is a network by its name.</summary>
    public static bool IsNetworkName(string file) =>
        Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text can be the name of a network.</summary>
    internal static bool IsName(string name) => name.Length > 0 && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
        && Encoding.UTF8.GetByteCount(name) <= LongestName;

    /// <summary>True for the path of the network that comes with the engine, written as <see cref="BuiltIn"/> has it.</summary>
    internal static bool IsBuiltIn(string path) => path == BuiltInPath;

    /// <summary>What <see cref="NetworkVariable"/> says; null where it says nothing.</summary>
    internal static string? Named =>
        Environment.GetEnvironmentVariable(NetworkVariable) is { Length: > 0 } named ? named : null;

    /// <summary>
    /// The network that is used where none is named: the one that was chosen, or the built-in one.
    /// <see cref="NetworkVariable"/> goes before it.
    /// </summary>
    /// <exception cref="FileNotFoundException">The one that was chosen is not in the store any more.</exception>
    /// <exception cref="IOException">The choice cannot be read.</exception>
    public NetworkEntry Chosen => ChosenName is not { } name ? BuiltIn
        : Find(name) ?? throw new FileNotFoundException(
            $"'{name}' was chosen as the default network and is no longer in '{folder}'.", name);

    private string? ChosenName =>
        Path.Combine(folder, ChosenFile) is var file && File.Exists(file) ? PlainFile.ReadText(file).Trim() : null;

    /// <summary>Whether a network was chosen to be used where none is named.</summary>
    internal bool IsChosen(NetworkEntry network) => ChosenName is { } chosen && IsCalled(network, chosen);

    /// <summary>Whether a file is the network that is used where none is named.</summary>
    internal bool IsDefault(string path) => DefaultPath == path;

    private string? DefaultPath => Named is { } named ? File.Exists(named) ? Path.GetFullPath(named) : PathOf(named)
        : ChosenName is { } chosen ? PathOf(chosen)
        : BuiltInPath;

    private string? PathOf(string name) => Imported().Prepend(BuiltIn).FirstOrDefault(entry => IsCalled(entry, name))?.Path;

    /// <summary>Chooses the network that is used where none is named.</summary>
    /// <param name="network">A network of the store, or the built-in one.</param>
    /// <exception cref="IOException">The choice cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The choice may not be written.</exception>
    public void Choose(NetworkEntry network)
    {
        var file = Path.Combine(folder, ChosenFile);
        if (network.IsBuiltIn)
        {
            if (File.Exists(file)) File.Delete(file);
            return;
        }

        WholeFile.Write(Path.GetFullPath(file), stream => stream.Write(Encoding.UTF8.GetBytes(network.Name + "\n")));
    }

    /// <summary>The built-in network, then all networks in the store, by name.</summary>
    public IReadOnlyList<NetworkEntry> List()
    {
        FolderChange.Complete(FullFolder);
        var used = DefaultPath;
        return [.. Imported().OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Prepend(BuiltIn)
            .Select(entry => entry with { IsDefault = entry.Path == used })];
    }

    /// <summary>The network of this name, in any case; null if there is none.</summary>
    public NetworkEntry? Find(string name) =>
        List().FirstOrDefault(entry => IsCalled(entry, name));

    /// <summary>
    /// Copies a network file, and the description beside it, into the store. A half-written copy never stays, and a network that
    /// is replaced goes only when its successor is there. Where the store has the same file with the same description under this
    /// name, nothing changes.
    /// </summary>
    /// <param name="path">The file; it is read once as a check that it is a network.</param>
    /// <param name="name">The new name; the file's own by default.</param>
    /// <param name="replace">True to replace a network of that name.</param>
    /// <exception cref="NetworkFormatException">The file is not a network.</exception>
    /// <exception cref="IOException">Another network has the name, or a file cannot be read or written.</exception>
    /// <exception cref="ArgumentException">
    /// The name is not a file name, or the file's no network's; or its weights lie in others.
    /// </exception>
    public NetworkEntry Import(string path, string? name = null, bool replace = false)
    {
        name ??= Path.GetFileNameWithoutExtension(path);
        if (!IsName(name)) throw new ArgumentException($"'{name}' cannot be the name of a network.");
        if (!IsNetworkName(path))
            throw new ArgumentException($"'{Path.GetFileName(path)}' does not end as networks do, in "
                + $"{string.Join(", ", Extensions)}, so that the store would not know it again; rename it.");
        var network = NetworkReader.Read(path);
        if (network.WeightFiles.Count > 0)
            throw new ArgumentException($"Its weights lie in other files, such as '{Path.GetFileName(network.WeightFiles[0])}', "
                + "and the store keeps networks of one file. 'saliency network export FILE --no-saliency' and "
                + "'Export-SaliencyNetwork FILE -NoSaliency' write it as one, and so does onnx.save.");
        var taken = Find(name);
        if (taken?.Path == Path.GetFullPath(path)) return taken;
        var description = Path.ChangeExtension(path, DescriptionExtension);
        var text = File.Exists(description) ? WithLabels(description, network)
            // What lies beside it under a name that all networks share stays behind; the copy says the same itself.
            : network.Sources.Values.Any(TrainingConfiguration.Names.Contains) ? NetworkDescription.Write(network) : null;
        if (IsKept(taken)) return taken;

        UserData.CreateFolder(folder);
        // What takes long is done before anybody has to wait for it.
        var target = name + Path.GetExtension(path);
        var beside = Path.ChangeExtension(target, DescriptionExtension);
        using var copy = FolderChange.Stage(FullFolder, target, like: path);
        using (var source = PlainFile.Open(path)) source.CopyTo(copy.Content);
        using var words = text is null ? null : FolderChange.Stage(FullFolder, beside, like: path);
        words?.Content.Write(Encoding.UTF8.GetBytes(text!));
        using var change = FolderChange.Begin(FullFolder);
        taken = Find(name);
        if (IsKept(taken)) return taken;
        // A network without its description would silently get other preprocessing, and the other way round.
        change.Put(copy, target);
        if (words is not null) change.Put(words, beside);
        Leave(change, taken?.Path ?? target);
        change.Commit();
        return Find(name)!;

        bool IsKept([NotNullWhen(true)] NetworkEntry? taken)
        {
            if (taken is null || replace && !taken.IsBuiltIn) return false;
            return IsCopy(taken, path) && text == DescriptionOf(taken) ? true : throw new NetworkExistsException(taken);
        }
    }

    /// <summary>Deletes a network of the store and its description: both, or neither.</summary>
    /// <exception cref="ArgumentException">It is the built-in network.</exception>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be deleted.</exception>
    public void Remove(NetworkEntry entry)
    {
        if (entry.IsBuiltIn) throw new ArgumentException($"'{entry.Name}' is the built-in network; it cannot be removed.");
        using var change = FolderChange.Begin(Path.GetDirectoryName(entry.Path)!);
        Leave(change, entry.Path);
        change.Commit();
    }

    // A description that stayed, of a network or of none, would be that of the next network of this name.
    private static void Leave(FolderChange change, string path)
    {
        var file = Path.GetFileName(path);
        change.Remove(file);
        change.Remove(Path.ChangeExtension(file, DescriptionExtension));
    }

    /// <summary>Whether a file has the kind and the bytes of a network of the store.</summary>
    internal static bool IsCopy(NetworkEntry entry, string path)
    {
        if (Path.GetExtension(path) != Path.GetExtension(entry.Path) || new FileInfo(path).Length != entry.Length) return false;
        using FileStream one = PlainFile.Open(path), other = PlainFile.Open(entry.Path);
        return SHA256.HashData(one).AsSpan().SequenceEqual(SHA256.HashData(other));
    }

    private static string? DescriptionOf(NetworkEntry entry) =>
        Path.ChangeExtension(entry.Path, DescriptionExtension) is var path && File.Exists(path) ? PlainFile.ReadText(path) : null;

    private static bool IsCalled(NetworkEntry entry, string name) => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<NetworkEntry> Imported() => !Directory.Exists(folder) ? [] : new DirectoryInfo(folder).EnumerateFiles()
        .Where(file => IsNetworkName(file.Name))
        .Select(file => new NetworkEntry(Path.GetFileNameWithoutExtension(file.Name), file.FullName, file.Length));

    // Labels in a file of their own would be left behind; the copy carries them itself.
    private static string WithLabels(string description, Network network)
    {
        var json = JsonNode.Parse(PlainFile.ReadText(description),
            documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!;
        if (json["labels"] is not null) json["labels"] = new JsonArray([.. network.Labels.Select(label => (JsonNode)label)]);
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
