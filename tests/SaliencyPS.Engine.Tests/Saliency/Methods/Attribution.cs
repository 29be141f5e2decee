using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>Runs a method on plain numbers instead of an image.</summary>
internal static class Attribution
{
    /// <summary>The methods that look at attention, of which a network must have some.</summary>
    public static SaliencyMethod[] OfAttention { get; } =
        [SaliencyMethod.AttentionRollout, SaliencyMethod.AttentionRelevance, SaliencyMethod.LeGrad];

    public static float[] Map(Network network, SaliencyMethod method, float[] input, int target = 0) =>
        Map(network, new AttributionOptions { Method = method }, input, target);

    public static float[] Map(Network network, AttributionOptions options, float[] input, int target = 0) =>
        Run(network, options, input, [target])[0].Map;

    public static CropAttribution[] Run(Network network, AttributionOptions options, float[] input, int[] targets, int batch = 1,
        int classes = 1, int threads = 1)
    {
        var attributor = new Attributor(MethodCatalog.Create(network, options), batch, classes, SineStep.Engine);
        return Run(attributor, [input], targets, new Parallelism(threads))[0];
    }

    /// <summary>Crop × class.</summary>
    public static CropAttribution[][] Run(Attributor attributor, float[][] inputs, int[] targets, Parallelism parallel)
    {
        var crops = attributor.Score(inputs.Length, (crop, input) => inputs[crop].CopyTo(input), parallel);
        return attributor.Attribute(crops, Array.ConvertAll(crops, _ => targets), parallel);
    }
}
