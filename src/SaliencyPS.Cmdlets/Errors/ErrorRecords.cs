using System.Management.Automation;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Pictures;

namespace SaliencyPS.Cmdlets.Errors;

/// <summary>The only place that builds error records. Ids are a contract: scripts match on them, so they are never renamed.</summary>
internal static class ErrorRecords
{
    /// <summary>PictureNotFound, NetworkNotFound: a path stands for nothing.</summary>
    public static ErrorRecord NotFound(FileKind kind, Exception e, string path) =>
        new(e, $"{kind}NotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>PictureIsFolder, NetworkIsFolder: a path names a folder.</summary>
    public static ErrorRecord Folder(FileKind kind, string path) => new(
        new IOException($"'{path}' is a folder, not a {kind.ToString().ToLowerInvariant()} file."),
        $"{kind}IsFolder", ErrorCategory.InvalidArgument, path);

    /// <summary>PictureUnreadable: the file cannot be read or decoded. SaliencyFailed: it can, but the engine failed on it.</summary>
    public static ErrorRecord Picture(Exception e, string path) => Unreadable(e) is { } category
        ? About(path, new(e, "PictureUnreadable", category, path))
        : About(path, new(e, "SaliencyFailed", ErrorCategory.InvalidResult, path));

    /// <summary>PictureUnreadable: the picture of a saliency map cannot be read again. LocalizationFailed: no object can be found.</summary>
    public static ErrorRecord Localization(Exception e, ClassSaliency saliency) => Unreadable(e) is { } category
        ? About(saliency.Path, new(e, "PictureUnreadable", category, saliency.Path))
        : About($"{saliency.Path}, {saliency.Label}", new(e, "LocalizationFailed",
            e is LocalizationException ? ErrorCategory.InvalidData : ErrorCategory.InvalidResult, saliency));

    /// <summary>LocalizationOptionInvalid: options that do not go together.</summary>
    public static ErrorRecord LocalizationOption(ArgumentException e) =>
        new(e, "LocalizationOptionInvalid", ErrorCategory.InvalidArgument, e.ParamName);

    /// <summary>NetworkUnreadable: the file cannot be read or is not a network.</summary>
    public static ErrorRecord Network(Exception e, string path) =>
        About(path, new(e, "NetworkUnreadable", Unreadable(e) ?? ErrorCategory.InvalidData, path));

    /// <summary>NetworkNotFound: neither a file nor a network of the store.</summary>
    public static ErrorRecord NetworkNotFound(string name, string folder) => new(
        new ItemNotFoundException($"There is no network '{name}': neither a file nor a network in '{folder}'. Get-SaliencyNetwork lists those."),
        "NetworkNotFound", ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkUnsuitable: the network cannot be used on pictures.</summary>
    public static ErrorRecord NetworkUnsuitable(ArgumentException e, Network network) =>
        new(e, "NetworkUnsuitable", ErrorCategory.InvalidArgument, network);

    /// <summary>MemoryLimitTooLow: not even one picture fits.</summary>
    public static ErrorRecord MemoryLimit(ArgumentException e, long? limit) => new(e, "MemoryLimitTooLow", ErrorCategory.InvalidArgument, limit);

    /// <summary>NetworkImportFailed: the network could not be added to the store.</summary>
    public static ErrorRecord NetworkImport(Exception e, string path) => e is NetworkFormatException
        ? Network(e, path)
        : About(path, new(e, "NetworkImportFailed", ErrorCategory.WriteError, path));

    /// <summary>NetworkExists: the store has a network of that name.</summary>
    public static ErrorRecord NetworkExists(string name, NetworkEntry taken) => new(
        new IOException(taken.IsDefault
            ? $"'{taken.Name}' is the name of the built-in network; -Name gives another name."
            : $"There is a network '{name}' already: '{taken.Path}'. -Force replaces it, -Name gives another name."),
        "NetworkExists", ErrorCategory.ResourceExists, name);

    /// <summary>ClassNotFound: no class of the network has that index or label.</summary>
    public static ErrorRecord ClassNotFound(ArgumentException e, object target) => new(e, "ClassNotFound", ErrorCategory.ObjectNotFound, target);

    /// <summary>ClassModelFailed: gradient ascent did not arrive at an image. OutFileUnwritable: it did, but the file cannot be written.</summary>
    public static ErrorRecord ClassModel(Exception e, string label, string? file) => e is IOException or UnauthorizedAccessException
        ? OutFileUnwritable(e, file!)
        : About(label, new(e, "ClassModelFailed", ErrorCategory.InvalidResult, label));

    /// <summary>PictureKindUnsuitable: the result has no picture of that kind.</summary>
    public static ErrorRecord PictureKind(SaliencyPicture picture, PictureKind kind) => new(
        new ArgumentException($"{picture.Caption()}: there is no {kind} of a {picture.Result.GetType().Name}; there is {string.Join(", ", picture.Kinds)}."
            + (picture.Result is ClassSaliency ? " Find-ObjectBox makes a box and a mask." : "")),
        "PictureKindUnsuitable", ErrorCategory.InvalidArgument, picture.Result);

    /// <summary>PictureUnreadable: the photograph of a result cannot be read again. DrawingFailed: it can, but no picture came of it.</summary>
    public static ErrorRecord Drawing(Exception e, SaliencyPicture picture) => Unreadable(e) is { } category
        ? About(picture.Path!, new(e, "PictureUnreadable", category, picture.Path))
        : About(picture.Caption(), new(e, "DrawingFailed", ErrorCategory.InvalidResult, picture.Result));

    /// <summary>OutFileUnwritable: the file cannot be written, or not to its end.</summary>
    public static ErrorRecord OutFileUnwritable(Exception e, string path) =>
        About(path, new(e, "OutFileUnwritable", e is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, path));

    /// <summary>OutFileIsPicture: the file is the photograph that the result is about.</summary>
    public static ErrorRecord OutFileIsPicture(string path) => new(
        new IOException($"'{path}' is the photograph itself, which is never replaced."), "OutFileIsPicture", ErrorCategory.InvalidArgument, path);

    /// <summary>DestinationNotFound: the folder for the files is not there.</summary>
    public static ErrorRecord DestinationNotFound(string path) => new(
        new DirectoryNotFoundException($"There is no folder '{path}'; -Force makes it."), "DestinationNotFound", ErrorCategory.ObjectNotFound, path);

    /// <summary>OutFileInvalid: not a place for a file.</summary>
    public static ErrorRecord OutFileInvalid(Exception e, string path) => new(e, "OutFileInvalid", ErrorCategory.InvalidArgument, path);

    /// <summary>OutFileExists: the file is there and may not be replaced.</summary>
    public static ErrorRecord OutFileExists(string path, string why) =>
        new(new IOException($"'{path}' {why}"), "OutFileExists", ErrorCategory.ResourceExists, path);

    private static ErrorCategory? Unreadable(Exception e) => e switch
    {
        ImageFormatException or NetworkFormatException => ErrorCategory.InvalidData,
        UnauthorizedAccessException => ErrorCategory.PermissionDenied,
        FileNotFoundException or DirectoryNotFoundException => ErrorCategory.ObjectNotFound,
        IOException => ErrorCategory.ReadError,
        _ => null,
    };

    // The engine does not know what the user calls the item; the user should not have to guess which one it was.
    private static ErrorRecord About(string item, ErrorRecord record)
    {
        record.ErrorDetails = new ErrorDetails($"{item}: {record.Exception.Message}");
        return record;
    }
}
