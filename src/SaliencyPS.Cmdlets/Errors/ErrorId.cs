namespace SaliencyPS.Cmdlets.Errors;

/// <summary>
/// The ids of all error records. A contract: scripts match on them, so they are never renamed.
/// about_SaliencyPS_Errors explains each.
/// </summary>
internal enum ErrorId
{
    /// <summary>A path stands for no image.</summary>
    PictureNotFound,

    /// <summary>A path names a folder where an image is wanted.</summary>
    PictureIsFolder,

    /// <summary>An image cannot be read or decoded, or a folder of images cannot be listed.</summary>
    PictureUnreadable,

    /// <summary>The engine failed on a sound image.</summary>
    SaliencyFailed,

    /// <summary>An image takes longer than it may.</summary>
    TimeLimitExceeded,

    /// <summary>No object can be found.</summary>
    LocalizationFailed,

    /// <summary>Options that do not go together.</summary>
    LocalizationOptionInvalid,

    /// <summary>Options of a measurement that do not go together.</summary>
    MeasureOptionInvalid,

    /// <summary>No class of the network has that index or label.</summary>
    ClassNotFound,

    /// <summary>No layer of the network has that name or number.</summary>
    LayerNotFound,

    /// <summary>The layer has no such channel, row or column.</summary>
    NeuronNotFound,

    /// <summary>Gradient ascent did not arrive at an image.</summary>
    ClassModelFailed,

    /// <summary>Not a place for a file.</summary>
    OutFileInvalid,

    /// <summary>The file is there and may not be replaced.</summary>
    OutFileExists,

    /// <summary>The file cannot be written, or not to its end.</summary>
    OutFileUnwritable,

    /// <summary>The file to write is the photograph that the result is about.</summary>
    OutFileIsPicture,

    /// <summary>The folder for the files is not there.</summary>
    DestinationNotFound,

    /// <summary>The result has no image of that kind.</summary>
    PictureKindUnsuitable,

    /// <summary>The engine failed to draw a sound result.</summary>
    DrawingFailed,

    /// <summary>Neither a file nor a network of the store.</summary>
    NetworkNotFound,

    /// <summary>A path names a folder where a network is wanted.</summary>
    NetworkIsFolder,

    /// <summary>The file cannot be read or is not a network.</summary>
    NetworkUnreadable,

    /// <summary>The network cannot be used on images.</summary>
    NetworkUnsuitable,

    /// <summary>The store has a network of that name.</summary>
    NetworkExists,

    /// <summary>The network could not be added to the store.</summary>
    NetworkImportFailed,

    /// <summary>The network could not be downloaded.</summary>
    NetworkDownloadFailed,

    /// <summary>What was downloaded has another checksum.</summary>
    NetworkChecksumWrong,

    /// <summary>The built-in network stays.</summary>
    NetworkBuiltIn,

    /// <summary>The network could not be removed from the store.</summary>
    NetworkRemovalFailed,

    /// <summary>The choice of the default network could not be written.</summary>
    NetworkNotChosen,

    /// <summary>No engine, codec or segmenter has that name.</summary>
    EngineNotFound,

    /// <summary>An engine, codec or segmenter cannot be used here.</summary>
    EngineUnavailable,

    /// <summary>The packages of a library could not be fetched or kept.</summary>
    EngineInstallFailed,

    /// <summary>What was downloaded of a library has another checksum.</summary>
    EngineChecksumWrong,

    /// <summary>The files of a library could not be deleted.</summary>
    EngineRemovalFailed,

    /// <summary>Not even one image fits.</summary>
    MemoryLimitTooLow,

    /// <summary>A path stands for no file of another program's numbers.</summary>
    ReferenceNotFound,

    /// <summary>A path names a folder where another program's numbers are wanted.</summary>
    ReferenceIsFolder,

    /// <summary>Another program's numbers cannot be read, or do not fit the network.</summary>
    ReferenceUnreadable,

    /// <summary>The engine failed on another program's inputs.</summary>
    VerificationFailed,

    /// <summary>True boxes cannot be read.</summary>
    GroundTruthUnreadable,

    /// <summary>Boxes or a map that somebody predicted cannot be read.</summary>
    PredictionUnreadable,

    /// <summary>No shard is called so, or nothing says which one this is.</summary>
    ShardInvalid,

    /// <summary>Results cannot be gone on with, or are being written.</summary>
    ResultsRefused,

    /// <summary>Results cannot be written.</summary>
    ResultsUnwritable,

    /// <summary>The results of the shards make no whole.</summary>
    ResultsIncomplete,

    /// <summary>The results of a shard cannot be read.</summary>
    ResultsUnreadable,
}
