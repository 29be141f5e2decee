namespace SaliencyPS.Options;

/// <summary>How the work on many images is divided.</summary>
internal static class RunDefinitions
{
    public static readonly OptionDefinition Shard = new("Shard", "--shard",
        "Take only the images of one of several shards, such as 3/8, so that machines share the work; auto asks the scheduler.");

    public static readonly OptionDefinition Root = new("Root", "--root",
        "The folder below which an image's path decides its shard; by default the folder that was given, for other paths the current "
            + "one.");
}
