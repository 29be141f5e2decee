using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Cli.Output;

/// <summary>One layer of a network as JSON; the properties are those of <see cref="NetworkLayer"/>.</summary>
internal sealed record LayerLine(int Index, string Name, string Type, int Channels, int Height, int Width,
    ReceptiveField ReceptiveField)
{
    public static LayerLine From(NetworkLayer layer) =>
        new(layer.Index, layer.Name, layer.Type, layer.Channels, layer.Height, layer.Width, layer.ReceptiveField);
}
