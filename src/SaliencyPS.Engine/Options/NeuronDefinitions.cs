namespace SaliencyPS.Options;

/// <summary>Which neurons are explained, and how: <c>NeuronOptions</c>.</summary>
internal static class NeuronDefinitions
{
    public const int StrongestMinimum = 1, StrongestMaximum = 100_000;

    /// <summary>How many neurons are taken where neither their number nor a channel is given.</summary>
    public const int StrongestWithoutChannel = 5;

    public static readonly NumberDefinition<int> Strongest = new("Strongest", "--strongest",
        $"Take the N neurons with the largest activation in the image; {StrongestWithoutChannel} where no channel is given.",
        StrongestMinimum, StrongestMaximum);

    public static readonly OptionDefinition Rule = new("Rule", "--rule", "What rectifiers do to the signal on its way back.");

    public static readonly OptionDefinition ChannelReduction = new("ChannelReduction", "--channel-reduction",
        "How the channels of a pixel become one value.");

    public static readonly OptionDefinition View = new("View", "--view",
        "What the network is shown: all of the image, squashed; or its centre.");
}
