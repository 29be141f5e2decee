using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Downloads;
using SaliencyPS.Evaluation;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Localization;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Runs;

namespace SaliencyPS.Cmdlets.Errors;

/// <summary>The only place that builds error records; each has an id of <see cref="ErrorId"/>.</summary>
internal static class ErrorRecords
{
    /// <summary>PictureNotFound, NetworkNotFound, ReferenceNotFound: a path stands for nothing.</summary>
    public static ErrorRecord NotFound(FileKind kind, Exception e, string path) => New(e, kind switch
    {
        FileKind.Image => ErrorId.PictureNotFound,
        FileKind.Network => ErrorId.NetworkNotFound,
        FileKind.Reference => ErrorId.ReferenceNotFound,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of file."),
    }, ErrorCategory.ObjectNotFound, path);

    /// <summary>PictureIsFolder, NetworkIsFolder, ReferenceIsFolder: a path names a folder.</summary>
    public static ErrorRecord Folder(FileKind kind, string path)
    {
        var (what, id) = kind switch
        {
            FileKind.Image => ("an image file; -Recurse takes the images in it", ErrorId.PictureIsFolder),
            FileKind.Network => ("a network file", ErrorId.NetworkIsFolder),
            FileKind.Reference => ("a file of NumPy arrays", ErrorId.ReferenceIsFolder),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of file."),
        };
        return New(new IOException($"'{path}' is a folder, not {what}."), id, ErrorCategory.InvalidArgument, path);
    }

    /// <summary>
    /// PictureUnreadable: the file cannot be read or decoded. TimeLimitExceeded: it takes too long. SaliencyFailed: the engine
    /// failed on it.
    /// </summary>
    public static ErrorRecord Image(Exception e, string path) => e is TimeoutException
        ? About(path, New(e, ErrorId.TimeLimitExceeded, ErrorCategory.OperationTimeout, path))
        : Unreadable(e) is { } category
        ? About(path, New(e, ErrorId.PictureUnreadable, category, path))
        : About(path, New(e, ErrorId.SaliencyFailed, ErrorCategory.InvalidResult, path));

    /// <summary>
    /// PictureUnreadable: the image of a saliency map cannot be read again. LocalizationFailed: no object can be found.
    /// </summary>
    public static ErrorRecord Localization(Exception e, ClassSaliency saliency) => Unreadable(e) is { } category
        ? About(saliency.Path, New(e, ErrorId.PictureUnreadable, category, saliency.Path))
        : About($"{saliency.Path}, {saliency.Label}", New(e, ErrorId.LocalizationFailed,
            e is LocalizationException ? ErrorCategory.InvalidData : ErrorCategory.InvalidResult, saliency));

    /// <summary>
    /// EngineNotFound: no engine, codec or segmenter has that name. EngineUnavailable: it has, and cannot be used here.
    /// </summary>
    public static ErrorRecord Engine(Exception e, object? name) => e is AdapterException
        ? New(e, ErrorId.EngineUnavailable, ErrorCategory.NotInstalled, name)
        : New(e, ErrorId.EngineNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>EngineNotFound: no engine, codec or segmenter has that name.</summary>
    public static ErrorRecord EngineNotFound(string name) => New(
        new ItemNotFoundException($"There is no engine '{name}'; Get-SaliencyEngine lists those that there are."),
        ErrorId.EngineNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>EngineNotFound: the library is not installed.</summary>
    public static ErrorRecord EngineNotInstalled(string name, string folder) => New(
        new ItemNotFoundException($"'{name}' is not installed in '{folder}'."), ErrorId.EngineNotFound,
        ErrorCategory.ObjectNotFound, name);

    /// <summary>
    /// EngineChecksumWrong: another file came. EngineUnavailable: there is none for this platform. EngineInstallFailed: none
    /// came, or it could not be kept.
    /// </summary>
    public static ErrorRecord EngineInstall(Exception e, string name) => e switch
    {
        ChecksumException => New(e, ErrorId.EngineChecksumWrong, ErrorCategory.SecurityError, name),
        AdapterException => Engine(e, name),
        _ => About(name, New(e, ErrorId.EngineInstallFailed,
            e is HttpRequestException ? ErrorCategory.ConnectionError : ErrorCategory.WriteError, name)),
    };

    /// <summary>EngineRemovalFailed: the library's files could not be deleted.</summary>
    public static ErrorRecord EngineRemoval(Exception e, string name) =>
        About(name, New(e, ErrorId.EngineRemovalFailed, ErrorCategory.WriteError, name));

    /// <summary>MeasureOptionInvalid: options that do not go together.</summary>
    public static ErrorRecord MeasureOption(ArgumentException e) =>
        New(e, ErrorId.MeasureOptionInvalid, ErrorCategory.InvalidArgument, e.ParamName);

    /// <summary>LocalizationOptionInvalid: options that do not go together.</summary>
    public static ErrorRecord LocalizationOption(ArgumentException e) =>
        New(e, ErrorId.LocalizationOptionInvalid, ErrorCategory.InvalidArgument, e.ParamName);

    /// <summary>NetworkUnreadable: the file cannot be read or is not a network.</summary>
    public static ErrorRecord Network(Exception e, string path) =>
        About(path, New(e, ErrorId.NetworkUnreadable, Unreadable(e) ?? ErrorCategory.InvalidData, path));

    /// <summary>
    /// ReferenceUnreadable: the file cannot be read or does not fit the network. VerificationFailed: it does, but the engine
    /// failed on it.
    /// </summary>
    public static ErrorRecord Reference(Exception e, string path) => Unreadable(e) is { } category
        ? About(path, New(e, ErrorId.ReferenceUnreadable, category, path))
        : About(path, New(e, ErrorId.VerificationFailed, ErrorCategory.InvalidResult, path));

    /// <summary>NetworkNotFound: neither a file nor a network of the store.</summary>
    public static ErrorRecord NetworkNotFound(string name, string folder) => New(
        new ItemNotFoundException(
            $"There is no network '{name}': neither a file nor a network in '{folder}'. "
            + (NetworkCatalog.Offers(name) ? $"Install-SaliencyNetwork {name} brings it."
                : "Get-SaliencyNetwork lists those.")),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkNotFound: no network of the catalog.</summary>
    public static ErrorRecord NetworkNotAvailable(string name) => New(
        new ItemNotFoundException($"The catalog has no network '{name}'. Get-SaliencyNetwork -Available lists those it has; "
            + "others are installed by -Uri and -Sha256."),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkUnreadable: the user's catalog cannot be read.</summary>
    public static ErrorRecord Catalog(Exception e) => Network(e, NetworkCatalog.FileVariable);

    /// <summary>NetworkNotFound: not the name of a network of the store.</summary>
    public static ErrorRecord NetworkNotInStore(string name, string folder) => New(
        new ItemNotFoundException(
            $"There is no network '{name}' in '{folder}'; Import-SaliencyNetwork puts a file there, and Get-SaliencyNetwork "
                + "lists those that there are."),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkNotFound: the network that another session has read is not the one that is here.</summary>
    public static ErrorRecord NetworkDiffers(string name, string path, string digest) => New(
        new ItemNotFoundException($"The network was read in another session, from a file with the SHA-256 {digest}; '{path}' is "
            + "another one. -Network FILE names the one that is meant."),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkNotFound: the network that was named, or the default one, is not there.</summary>
    public static ErrorRecord NetworkNotFound(Exception e, string? name) => New(
        new ItemNotFoundException($"{e.Message} " + (name is not null && NetworkCatalog.Offers(name)
            ? $"Install-SaliencyNetwork {name} brings it."
            : $"Get-SaliencyNetwork lists those that there are"
                + $"{(name is null ? ", Set-SaliencyNetwork NAME -Default chooses another default" : "")}."), e),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkNotChosen: the choice of the default network could not be written.</summary>
    public static ErrorRecord NetworkChoice(Exception e, NetworkEntry network) =>
        About(network.Name, New(e, ErrorId.NetworkNotChosen, ErrorCategory.WriteError, network.Name));

    /// <summary>NetworkNotFound: a network that is not one of the store, whatever its name.</summary>
    public static ErrorRecord NetworkElsewhere(string name, string? path, string folder) => New(
        new ItemNotFoundException($"Network '{name}' was read from '{path}', which is not a network in '{folder}'."),
        ErrorId.NetworkNotFound, ErrorCategory.ObjectNotFound, name);

    /// <summary>NetworkUnsuitable: the network cannot be used on images, or not with the engine.</summary>
    public static ErrorRecord NetworkUnsuitable(Exception e, Network network) =>
        New(e, ErrorId.NetworkUnsuitable, ErrorCategory.InvalidArgument, network);

    /// <summary>MemoryLimitTooLow: not even one image fits.</summary>
    public static ErrorRecord MemoryLimit(ArgumentException e, long? limit) =>
        New(e, ErrorId.MemoryLimitTooLow, ErrorCategory.InvalidArgument, limit);

    /// <summary>
    /// MemoryLimitTooLow: not even one image fits. SaliencyFailed: a network that has forgotten some layers makes no map.
    /// </summary>
    public static ErrorRecord Sanity(Exception e, Network network, long? limit) => e is ArgumentException refused
        ? MemoryLimit(refused, limit)
        : About(network.Name, New(e, ErrorId.SaliencyFailed, ErrorCategory.InvalidResult, network.Name));

    /// <summary>
    /// NetworkUnreadable: the file is no network. NetworkExists: the store has another one of that name. NetworkImportFailed: the
    /// network could not be added to the store.
    /// </summary>
    public static ErrorRecord NetworkImport(Exception e, string path) => e is NetworkFormatException ? Network(e, path)
        : e is NetworkExistsException { Taken: var taken } ? NetworkExists(taken.Name, taken)
        : About(path, New(e, ErrorId.NetworkImportFailed, ErrorCategory.WriteError, path));

    /// <summary>NetworkExists: the store has a network of that name.</summary>
    public static ErrorRecord NetworkExists(string name, NetworkEntry taken) => New(
        new IOException(taken.IsBuiltIn
            ? $"'{taken.Name}' is the name of the built-in network; -Name gives another name."
            : $"There is a network '{name}' already: '{taken.Path}'. -Force replaces it, -Name gives another name."),
        ErrorId.NetworkExists, ErrorCategory.ResourceExists, name);

    /// <summary>
    /// NetworkChecksumWrong: another file came. NetworkDownloadFailed: none did. NetworkUnreadable, NetworkImportFailed: it came,
    /// but is no network or could not be kept.
    /// </summary>
    public static ErrorRecord Download(Exception e, string address) => e switch
    {
        ChecksumException => New(e, ErrorId.NetworkChecksumWrong, ErrorCategory.SecurityError, address),
        HttpRequestException =>
            About(address, New(e, ErrorId.NetworkDownloadFailed, ErrorCategory.ConnectionError, address)),
        ArgumentException => New(e, ErrorId.NetworkDownloadFailed, ErrorCategory.InvalidArgument, address),
        _ => NetworkImport(e, address),
    };

    /// <summary>NetworkBuiltIn: the built-in network stays.</summary>
    public static ErrorRecord NetworkBuiltIn(NetworkEntry network) => New(
        new InvalidOperationException($"'{network.Name}' is the built-in network; it cannot be removed."), ErrorId.NetworkBuiltIn,
        ErrorCategory.InvalidOperation, network.Name);

    /// <summary>NetworkRemovalFailed: the network could not be removed from the store.</summary>
    public static ErrorRecord NetworkRemoval(Exception e, NetworkEntry network) =>
        About(network.Path, New(e, ErrorId.NetworkRemovalFailed, ErrorCategory.WriteError, network.Name));

    /// <summary>ClassNotFound: no class of the network has that index or label.</summary>
    public static ErrorRecord ClassNotFound(ArgumentException e, object target) =>
        New(e, ErrorId.ClassNotFound, ErrorCategory.ObjectNotFound, target);

    /// <summary>LayerNotFound: no layer of the network has that name or number.</summary>
    public static ErrorRecord LayerNotFound(ArgumentException e, string layer) => New(
        new ArgumentException($"{e.Message} (Get-SaliencyNetwork NAME).Layers lists them.", e), ErrorId.LayerNotFound,
        ErrorCategory.ObjectNotFound, layer);

    /// <summary>NeuronNotFound: the layer has no such channel, row or column.</summary>
    public static ErrorRecord NeuronNotFound(ArgumentException e, object target) =>
        New(e, ErrorId.NeuronNotFound, ErrorCategory.ObjectNotFound, target);

    /// <summary>
    /// ClassModelFailed: gradient ascent did not arrive at an image. OutFileUnwritable: it did, but the file cannot be written.
    /// </summary>
    public static ErrorRecord ClassModel(Exception e, string label, string? file) =>
        e is IOException or UnauthorizedAccessException
            ? OutFileUnwritable(e, file!)
            : About(label, New(e, ErrorId.ClassModelFailed, ErrorCategory.InvalidResult, label));

    /// <summary>PictureKindUnsuitable: the result has no image of that kind.</summary>
    public static ErrorRecord ImageKind(SaliencyImage image, ImageKind kind) => New(
        new ArgumentException($"{image.Caption()}: there is no {kind} of a {image.Result.GetType().Name}; there is "
            + $"{string.Join(", ", image.Kinds)}."
            + (image.Result is ClassSaliency ? " Find-ObjectBox makes a box and a mask." : "")),
        ErrorId.PictureKindUnsuitable, ErrorCategory.InvalidArgument, image.Result);

    /// <summary>
    /// PictureUnreadable: the photograph of a result cannot be read again. DrawingFailed: it can, but no image came of it.
    /// </summary>
    public static ErrorRecord Drawing(Exception e, SaliencyImage image) => Unreadable(e) is { } category
        ? About(image.Path!, New(e, ErrorId.PictureUnreadable, category, image.Path))
        : About(image.Caption(), New(e, ErrorId.DrawingFailed, ErrorCategory.InvalidResult, image.Result));

    /// <summary>GroundTruthUnreadable: the true boxes cannot be read, or do not go with the network.</summary>
    public static ErrorRecord GroundTruth(Exception e, string path) => e is GroundTruthException
        ? New(e, ErrorId.GroundTruthUnreadable, ErrorCategory.InvalidData, path)
        : About(path, New(e, ErrorId.GroundTruthUnreadable,
            e is ItemNotFoundException ? ErrorCategory.ObjectNotFound : Unreadable(e) ?? ErrorCategory.InvalidData, path));

    /// <summary>PredictionUnreadable: boxes or a map that somebody predicted cannot be read.</summary>
    public static ErrorRecord Prediction(Exception e, string path) => About(path, New(e, ErrorId.PredictionUnreadable,
        Unreadable(e) ?? ErrorCategory.InvalidData, path));

    /// <summary>ShardInvalid: -Shard is no shard, the scheduler does not say which, or -Root is no folder.</summary>
    public static ErrorRecord ShardInvalid(Exception e, string text) =>
        New(e, ErrorId.ShardInvalid, ErrorCategory.InvalidArgument, text);

    /// <summary>LocalizationFailed: no object can be found in an image whose maps are not held.</summary>
    public static ErrorRecord Unlocated(Exception e, string path) =>
        About(path, New(e, ErrorId.LocalizationFailed, ErrorCategory.InvalidData, path));

    /// <summary>
    /// ResultsRefused: results are there that cannot be gone on with, or somebody writes them. ResultsUnwritable: the folder
    /// cannot be written to.
    /// </summary>
    public static ErrorRecord Results(Exception e, string folder) => e is RunRefusedException
        ? New(e, ErrorId.ResultsRefused, ErrorCategory.ResourceExists, folder)
        : About(folder, New(e, ErrorId.ResultsUnwritable, ErrorCategory.WriteError, folder));

    /// <summary>
    /// ResultsIncomplete: shards are missing, or do not go together. ResultsUnreadable: a file cannot be read. OutFileExists: the
    /// list would be written over one of them.
    /// </summary>
    public static ErrorRecord Merge(Exception e, string folder, string? target = null) =>
        e is RunRefusedException ? New(e, ErrorId.OutFileExists, ErrorCategory.ResourceExists, target)
        : e is MergeException incomplete
        ? New(new InvalidOperationException($"'{folder}': {e.Message}"
            + (incomplete.Missing.Count == 0 ? "" : $" --array={MergeException.Array(incomplete.Missing)}"), e),
            ErrorId.ResultsIncomplete, ErrorCategory.InvalidData, incomplete.Missing.ToArray())
        : About(folder, New(e, ErrorId.ResultsUnreadable, Unreadable(e) ?? ErrorCategory.InvalidData, folder));

    /// <summary>OutFileUnwritable: the file cannot be written, or not to its end.</summary>
    public static ErrorRecord OutFileUnwritable(Exception e, string path) =>
        About(path, New(e, ErrorId.OutFileUnwritable,
            e is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, path));

    /// <summary>OutFileIsPicture: the file is the photograph that the result is about.</summary>
    public static ErrorRecord OutFileIsPicture(string path) => New(
        new IOException($"'{path}' is the photograph itself, which is never replaced."), ErrorId.OutFileIsPicture,
        ErrorCategory.InvalidArgument, path);

    /// <summary>DestinationNotFound: the folder for the files is not there.</summary>
    public static ErrorRecord DestinationNotFound(string path) => New(
        new DirectoryNotFoundException($"There is no folder '{path}'; -Force makes it."), ErrorId.DestinationNotFound,
        ErrorCategory.ObjectNotFound, path);

    /// <summary>OutFileInvalid: not a place for a file.</summary>
    public static ErrorRecord OutFileInvalid(Exception e, string path) =>
        New(e, ErrorId.OutFileInvalid, ErrorCategory.InvalidArgument, path);

    /// <summary>OutFileExists: the file is there and may not be replaced.</summary>
    public static ErrorRecord OutFileExists(string path, string why) =>
        New(new IOException($"'{path}' {why}"), ErrorId.OutFileExists, ErrorCategory.ResourceExists, path);

    private static ErrorRecord New(Exception e, ErrorId id, ErrorCategory category, object? target) =>
        new(e, id.ToString(), category, target)
        {
            ErrorDetails = PlainText.OneLine(PlainText.Of(e)) is var said && said != e.Message ? new(said) : null,
        };

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
        var remedy = record.Exception is FileNotFoundException { InnerException: not null }
            ? " Get-ClassSaliency -IncludePicture makes such results; Find-ObjectBox finds the object where the image is." : "";
        var said = PlainText.Of(record.Exception);
        // The readers of networks put the file's name before what is wrong; here it comes with its folder.
        var name = $"{Path.GetFileName(item)}: ";
        if (said.StartsWith(name, StringComparison.Ordinal)) said = said[name.Length..];
        record.ErrorDetails = new ErrorDetails(PlainText.OneLine($"{item}: {said}{remedy}"));
        return record;
    }
}
