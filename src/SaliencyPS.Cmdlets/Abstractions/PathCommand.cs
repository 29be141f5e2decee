using System.Management.Automation;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Inputs;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// A cmdlet that reads files given as -Path (wildcards) or -LiteralPath (as they are; what Get-ChildItem emits).
/// </summary>
public abstract class PathCommand : CancellableCommand
{
    /// <summary>
    /// Files, with wildcards; null where -LiteralPath is given. Overridden to say in which parameter sets it is.
    /// </summary>
    public abstract string[]? Path { get; set; }

    /// <summary>Files, taken as they are; null where -Path is given.</summary>
    public abstract string[]? LiteralPath { get; set; }

    /// <summary>What the files are, as error ids begin.</summary>
    private protected abstract FileKind Kind { get; }

    /// <summary>
    /// The files of the current pipeline object. Each one that does not exist, or is a folder that was named, is an error record
    /// of its own; a folder that was merely found, by a wildcard or by the command before in the pipeline, is passed over.
    /// Commands that enter folders take both kinds.
    /// </summary>
    protected IReadOnlyList<string> ResolveFiles() =>
        [.. (LiteralPath ?? Path ?? []).SelectMany(path => Resolve(path, isLiteral: LiteralPath is not null))];

    /// <summary>Reports a path that leads to no file.</summary>
    private protected virtual void Refuse(ErrorRecord error) => WriteError(error);

    /// <summary>Says that a pattern or a folder leads to no file.</summary>
    /// <param name="path">The pattern or folder.</param>
    /// <param name="what">What to say.</param>
    private protected virtual void FindNothing(string path, string what) => WriteWarning(what);

    /// <summary>What is in a folder or archive that is to be entered; null where it is not, or is neither.</summary>
    private protected virtual IEnumerable<string>? Enter(string path) => null;

    /// <summary>Takes what is no path of this machine; null where it is one.</summary>
    private protected virtual IEnumerable<string>? Fetch(string address) => null;

    /// <summary>Whether a file is among those that are wanted, before anything else is asked of it.</summary>
    /// <param name="file">The file, which may not be there.</param>
    /// <param name="folder">The folder that was entered and led to it; null where it was named or found.</param>
    private protected virtual bool Takes(string file, string? folder = null) => true;

    /// <summary>
    /// Whether a path is that of a file; what else is there, or nothing, is reported unless it is a folder that was merely found.
    /// </summary>
    private protected bool IsFile(string file, bool found)
    {
        if (File.Exists(file)) return true;
        if (!Directory.Exists(file))
            Refuse(ErrorRecords.NotFound(Kind, ImageInput.Missing(file, $"There is no file '{file}'.").Fault!, file));
        else if (found) WriteVerbose($"Passing over the folder '{file}'.");
        else Refuse(ErrorRecords.Folder(Kind, file));
        return false;
    }

    private IEnumerable<string> Resolve(string path, bool isLiteral)
    {
        var found = isLiteral ? MyInvocation.ExpectingInput : WildcardPattern.ContainsWildcardCharacters(path);
        return Fetch(path) ?? Locate(path, isLiteral).SelectMany(file =>
            Enter(file) ?? (Takes(file) && IsFile(file, found) ? [file] : []));
    }

    private IReadOnlyList<string> Locate(string path, bool isLiteral)
    {
        try
        {
            if (isLiteral) return [this.ResolveLiteral(path)];
            var found = this.ResolveWildcards(path);
            if (found.Count == 0) FindNothing(path, $"Nothing matches '{path}'.");
            return found;
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            Refuse(ErrorRecords.NotFound(Kind, e, path));
            return [];
        }
    }
}
