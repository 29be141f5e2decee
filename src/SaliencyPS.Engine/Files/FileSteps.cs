using System.Diagnostics.CodeAnalysis;

namespace SaliencyPS.Files;

/// <summary>What whole files ask of the file system, step by step; tests put one in its place that fails at a step.</summary>
internal class FileSteps
{
    private static readonly FileSteps Standard = new();
    private static readonly AsyncLocal<FileSteps?> Replaced = new();

    /// <summary>The steps of this thread and of what it starts; null sets the ordinary ones.</summary>
    [AllowNull]
    public static FileSteps Current
    {
        get => Replaced.Value ?? Standard;
        set => Replaced.Value = value;
    }

    /// <summary>
    /// Creates a file, which must not be there, not even as a link, and has it locked for others who write until it is closed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="permissions">Its permissions; those of any new file where null.</param>
    public virtual Stream Create(string path, UnixFileMode? permissions)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        // From the beginning: nobody may read meanwhile what nobody may read afterwards.
        if (permissions is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions.Value | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        // The process may take some from all that it creates; a file system may have its own, which nobody can change.
        if (permissions is not null && !OperatingSystem.IsWindows()
            && File.GetUnixFileMode(stream.SafeFileHandle) != permissions)
            File.SetUnixFileMode(stream.SafeFileHandle, permissions.Value);
        return stream;
    }

    /// <summary>Has what was written put on the disk.</summary>
    public virtual void Flush(Stream content) => ((FileStream)content).Flush(flushToDisk: true);

    /// <summary>Gives a file another name in its folder.</summary>
    public virtual void Move(string path, string target, bool replace) => File.Move(path, target, replace);

    /// <summary>Deletes a file, if it is there.</summary>
    public virtual void Delete(string path) => File.Delete(path);
}
