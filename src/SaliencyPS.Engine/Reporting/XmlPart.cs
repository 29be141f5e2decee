using System.Text;
using SaliencyPS.Files;

namespace SaliencyPS.Reporting;

/// <summary>Text that grows in a file of its own until it is copied to where it belongs; the file goes with it.</summary>
/// <param name="folder">Where the file is.</param>
internal sealed class XmlPart(string folder) : IDisposable
{
    private readonly FileStream _file = new(Path.Combine(folder, Leftovers.NewName()), FileMode.CreateNew, FileAccess.ReadWrite,
        FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    /// <summary>Adds text.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string text) => _file.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Copies all of it.</summary>
    /// <exception cref="IOException">It cannot be read, or not be written.</exception>
    public void CopyTo(Stream target)
    {
        _file.Position = 0;
        _file.CopyTo(target);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => _file.Dispose();
}
