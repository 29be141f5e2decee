namespace SaliencyPS.Options;

/// <summary>How the faithfulness of maps is measured: <c>FaithfulnessOptions</c>, and of which maps.</summary>
internal static class FaithfulnessDefinitions
{
    public const int CurveStepMinimum = 1, CurveStepMaximum = 10_000, CurveStepDefault = 50;
    public const int TopDefault = 1;

    public static readonly NumberDefinition<int> CurveStep = new("CurveStep", "--curve-step",
        "Remove the pixels, and return them, in so many steps of deletion and insertion.",
        CurveStepMinimum, CurveStepMaximum, CurveStepDefault);

    public static readonly OptionDefinition RemovalBaseline = new("RemovalBaseline", "--removal-baseline",
        "What takes the place of removed pixels: the mean color, black, the image blurred, or what the pixels left continue to.");

    public static readonly OptionDefinition Method = new("Method", "--method", "How maps are made; one or several methods.");

    public static readonly OptionDefinition AllMethods = new("AllMethods", "--all-methods",
        "Measure all methods that suit the network.");

    public static readonly NumberDefinition<int> Top = new("Top", "--top",
        "Measure the maps of the N best classes of each image.",
        SaliencyDefinitions.TopMinimum, SaliencyDefinitions.TopMaximum, TopDefault);
}
