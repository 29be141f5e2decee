using SaliencyPS.Networks;

namespace SaliencyPS.Cli.Output;

/// <summary>One network, read, as JSON.</summary>
internal sealed record NetworkDetails(
    string Name, string Path, int Channels, int Height, int Width, int ClassCount, int LayerCount,
    IReadOnlyList<float> Mean, IReadOnlyList<float> Std, float Scale, ChannelOrder ChannelOrder,
    string Interpolation, int Resize, int ResizeHeight, int ResizeWidth, bool IsSquashed, ProbabilityKind Probability,
    IReadOnlyDictionary<string, string> Sources, IReadOnlyList<string> Notes, string? Output,
    IReadOnlyList<string> Outputs, IReadOnlyList<string> Labels)
{
    public static NetworkDetails From(Network network, string path) => new(
        network.Name, path, network.Input.Channels, network.Input.Height, network.Input.Width,
        network.ClassCount, network.Nodes.Count - 1, network.Preprocessing.Mean, network.Preprocessing.Std,
        network.Preprocessing.Scale, network.Preprocessing.Channels, network.Preprocessing.Interpolation,
        network.Preprocessing.Resize, network.Preprocessing.ResizeHeight, network.Preprocessing.ResizeWidth,
        network.Preprocessing.IsSquashed, network.Probability, network.Sources, network.Notes, network.Output,
        network.Outputs, network.Labels);
}
