using System.Security.Cryptography;
using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// The files beside a model in which it keeps its weights. Only plain files in the model's folder, or below, are opened.
/// </summary>
/// <param name="folder">The model's folder; null where the model does not come from one.</param>
internal sealed class OnnxExternalData(string? folder) : IDisposable
{
    private const long MaximumLength = 4L << 30, PageBytes = 1 << 16;

    private readonly Dictionary<string, FileStream> _files = [];
    private readonly HashSet<(string Location, long Page)> _pages = [];

    /// <summary>The model's folder; null where the model does not come from one.</summary>
    public string? Folder => folder;

    /// <summary>
    /// Bytes of the pages that were read from, each counted once: a file that is mostly empty costs nothing to make.
    /// </summary>
    public long Length => _pages.Count * PageBytes;

    /// <summary>The files that were read from, in full.</summary>
    public IReadOnlyList<string> Files => [.. _files.Values.Select(file => file.Name)];

    /// <summary>Reads a run of bytes.</summary>
    /// <param name="location">The file, relative to the model's folder, with slashes.</param>
    /// <param name="offset">Where the run begins.</param>
    /// <param name="length">Its length; null for all that is left.</param>
    /// <param name="element">Names the tensor in errors.</param>
    /// <exception cref="NetworkFormatException">The file may not be opened or is too short.</exception>
    public byte[] Read(string location, long offset, long? length, string element)
    {
        var file = _files.TryGetValue(location, out var open) ? open : _files[location] = Open(location, element);
        var run = length ?? file.Length - offset;
        var bytes = file.ReadAt(offset, run, $"{element} in '{location}'");
        for (var page = offset / PageBytes; page * PageBytes < offset + run; page++) _pages.Add((location, page));
        return bytes;
    }

    /// <summary>
    /// SHA-256, as hexadecimal digits, of a model and the files that were read from, in the order of their names.
    /// </summary>
    public string Digest(Stream model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        foreach (var file in _files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (Stream)file.Value)
            .Prepend(model))
        {
            file.Position = 0;
            while (file.Read(buffer) is var count and > 0) hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    private FileStream Open(string location, string element)
    {
        if (folder is null)
            throw new NetworkFormatException($"Its data is in another file, '{location}', and only one file was given.", element);
        var parts = location.Split('/');
        if (location.Length == 0 || Path.IsPathRooted(location) || location.Contains('\\') || location.Contains(':')
            || parts.Any(part => part is ".." or ""))
            throw new NetworkFormatException("Its data would lie outside the model's folder, where nothing is read.", element,
                "a file in the model's folder", location);
        var path = folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw new NetworkFormatException("Its data is behind a link, which is not followed.", element,
                    "a file in the model's folder", location);
        }

        if (!File.Exists(path))
            throw new NetworkFormatException("The file with its data is missing; it belongs into the model's folder.", element,
                location);
        if (PlainFile.IsEmpty(path))
            throw new NetworkFormatException("The file with its data is empty, or no file but a pipe or a device.", element,
                location);
        var file = PlainFile.Open(path);
        if (file.Length + _files.Values.Sum(open => open.Length) is var length && length > MaximumLength)
        {
            file.Dispose();
            throw new NetworkFormatException("The files with the network's data are too large.", element,
                $"at most {MaximumLength} bytes together", $"{length} with '{location}'");
        }

        return file;
    }
}
