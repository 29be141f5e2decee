namespace SaliencyPS.Options;

/// <summary>What is asked of an image: <c>SaliencyOptions</c>.</summary>
internal static class SaliencyDefinitions
{
    // No network has so many classes; one with fewer takes all of them.
    public const int TopMinimum = 1, TopMaximum = 1_000_000, TopDefault = 5;

    public static readonly NumberDefinition<int> Top = new("Top", "--top", "Take the N best classes of each image.",
        TopMinimum, TopMaximum, TopDefault);

    public static readonly OptionDefinition View = new("View", "--view",
        "What the network is shown: all of the image, squashed; its centre; or ten crops, averaged (ten times the work).");

    public static readonly OptionDefinition ScoreView = new("ScoreView", "--score-view",
        "What the network is shown for the scores and ranks, where not the same as for the maps.");
}
