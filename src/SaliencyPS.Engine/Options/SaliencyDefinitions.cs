namespace SaliencyPS.Options;

/// <summary>What is asked of an image: <c>SaliencyOptions</c>.</summary>
internal static class SaliencyDefinitions
{
    // No network has so many classes; one with fewer takes all of them.
    public const int TopMinimum = 1, TopMaximum = 1_000_000, TopDefault = 5;

    public static readonly NumberDefinition<int> Top = new("Top", "--top", "Take the N best classes of each image.",
        TopMinimum, TopMaximum, TopDefault);

    public const double MinimumProbabilityMinimum = 0, MinimumProbabilityMaximum = 1, MinimumProbabilityDefault = 0;

    public static readonly NumberDefinition<double> MinimumProbability = new("MinimumProbability", "--minimum-probability",
        "Make no maps of classes that are less probable than this, and so save their work.",
        MinimumProbabilityMinimum, MinimumProbabilityMaximum, MinimumProbabilityDefault);

    public static readonly OptionDefinition NoMap = new("NoMap", "--no-map",
        "Tell labels and scores only, and make no maps: much faster.");

    public static readonly OptionDefinition View = new("View", "--view",
        "What the network is shown: all of the image, squashed; its centre; or ten crops, averaged (ten times the work).");

    public static readonly OptionDefinition ScoreView = new("ScoreView", "--score-view",
        "What the network is shown for the scores and ranks, where not the same as for the maps.");
}
