using SaliencyPS.Localization;

namespace SaliencyPS.Cli.Output;

/// <summary>One neuron as JSON; the properties are those of <see cref="NeuronSaliency"/>, and of its map the maximum.</summary>
internal sealed record NeuronLine(
    string Path, string Layer, int Channel, int? Row, int? Column, double Activation, BoundingBox ReceptiveField,
    int Width, int Height, float Maximum, GradientRule Rule, SaliencyView View,
    ChannelReduction ChannelReduction, int Reduction, string Network, string? NetworkDigest, string? ModuleVersion,
    string? Engine)
{
    public static NeuronLine From(NeuronSaliency neuron) => new(
        neuron.Path, neuron.Layer, neuron.Channel, neuron.Row, neuron.Column, neuron.Activation, neuron.ReceptiveField,
        neuron.Width, neuron.Height, neuron.Map.Maximum, neuron.Rule, neuron.View, neuron.ChannelReduction,
        neuron.Reduction, neuron.Network, neuron.NetworkDigest, neuron.ModuleVersion, neuron.Engine);
}
