namespace SaliencyPS.Options;

/// <summary>How the work on many images is divided.</summary>
internal static class RunDefinitions
{
    public static readonly OptionDefinition Shard = new("Shard", "--shard",
        "Take only the images of one of several shards, such as 3/8, so that machines share the work; auto asks the scheduler.");

    public static readonly OptionDefinition Root = new("Root", "--root",
        "The folder below which an image's path decides its shard; by default the folder that was given, for other paths the "
            + "current "
            + "one.");

    public static readonly OptionDefinition Results = new("Results", "--results",
        "Keep the results in this folder, so that a run that was stopped can be gone on with, and several shards make one list.");

    public static readonly OptionDefinition Resume = new("Resume", "--resume",
        "Go on with the results that are there; images that have changed since are done again.");

    public static readonly OptionDefinition RetryFailed = new("RetryFailed", "--retry-failed", "Try images again that failed.");

    public static readonly OptionDefinition ByContent = new("ByContent", "--by-content",
        "Tell by its bytes whether an image has changed, not by size and time.");

    public static readonly OptionDefinition KeptResults = new("Results", "--results",
        "Take the results from this folder, where they were kept, or from the list that was made of them, and compute nothing.");

    public static readonly OptionDefinition KeptRoot = new("Root", null,
        "The folder below which the images of the results are; by default the current one.");

    public static readonly OptionDefinition Only = new("Only", "--only",
        "Show only images that are doubtful (no class has half of the probability), that failed, or, with sample:500, so many by "
            + "chance.");

    public static readonly OptionDefinition MergeFormat = new("Format", "--format",
        "The form of the list: JSON Lines, CSV, or COCO's results; by default what the file's name ends with says (.csv, "
            + ".json).");
}
