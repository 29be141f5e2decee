namespace SaliencyPS.Tests;

/// <summary>A folder of one test's own; its name has what breaks careless path handling.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } =
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"saliency [1] é {Guid.NewGuid():N}")).FullName;

    public string this[string name] => Path.Combine(Root, name);

    public IEnumerable<string> Files =>
        Directory.EnumerateFileSystemEntries(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
