using SaliencyPS.Engines.Managed;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Tests.Export;

/// <summary>What the engine makes of one input: scores, and the maps of classes at the size of the network's input.</summary>
internal sealed class EngineMaps
{
    private static readonly Parallelism Threads = new(2);

    private readonly Attributor _attributor;
    private readonly CropInput[] _crops;

    public EngineMaps(Network network, AttributionOptions options, ReadOnlySpan<float> input)
    {
        var values = input.ToArray();
        _attributor = new(MethodCatalog.Create(network, options), 1, 1, new ManagedEngine());
        _crops = _attributor.Score(1, (_, target) => values.CopyTo(target), Threads);
    }

    public float[] Scores => _crops[0].Logits;

    public float[] Map(int classIndex) => _attributor.Attribute(_crops, [[classIndex]], Threads)[0][0].Map;
}
