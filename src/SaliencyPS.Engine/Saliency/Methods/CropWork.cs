using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>The sums of one crop's probes on their way to attributions, one for each class.</summary>
/// <param name="method">The method.</param>
/// <param name="crop">The crop.</param>
/// <param name="targets">The classes.</param>
/// <param name="fault">The error of a class whose attribution is not finite.</param>
internal sealed class CropWork(
    AttributionMethod method, CropInput crop, int[] targets, Func<int, NotFiniteNumberException> fault)
{
    private readonly float[]?[] _sums = new float[targets.Length][];
    private readonly float[]?[] _earlier = new float[targets.Length][];

    public CropInput Crop => crop;

    public int[] Targets => targets;

    /// <summary>One attribution per class; complete when <see cref="IsDone"/>.</summary>
    public CropAttribution[] Results { get; } = new CropAttribution[targets.Length];

    /// <summary>No more probes are needed.</summary>
    public bool IsDone => !Results.Contains(null);

    /// <summary>Adds what a probe tells of one class, unless that class has its attribution already.</summary>
    public void Add(int target, in Probe probe)
    {
        if (Results[target] is not null) return;
        method.Add(probe, _sums[target] ??= new float[method.SumLength]);
        var last = probe.Index == method.Probes - 1;
        if (!last && !method.IsCheckpoint(probe.Index)) return;
        var attribution = Finish(target, probe.Index + 1);
        if (last || (_earlier[target] is { } earlier && Change(earlier, attribution.Map) < method.Tolerance))
            (Results[target], _sums[target], _earlier[target]) = (attribution, null, null);
        else _earlier[target] = attribution.Map;
    }

    private CropAttribution Finish(int target, int probes)
    {
        var sum = _sums[target]!;
        var result = method.Result(crop, sum, probes);
        var map = Channels.Reduce(result, method.Shape, method.Reduction);
        // What is not finite in a sum may be hidden behind a maximum.
        if (Vectors.IndexOfNotFinite(sum) >= 0 || Vectors.IndexOfNotFinite(result) >= 0 || Vectors.IndexOfNotFinite(map) >= 0)
            throw fault(targets[target]);
        return new(map, method.Bias(crop, targets[target], sum),
            method.CompletenessGap(crop, sum, result, targets[target]));
    }

    // Relative L2 difference; 0 where there is nothing.
    private static double Change(float[] before, float[] after)
    {
        double difference = 0, norm = 0;
        for (var i = 0; i < after.Length; i++)
        {
            difference += ((double)after[i] - before[i]) * ((double)after[i] - before[i]);
            norm += (double)after[i] * after[i];
        }

        return norm == 0 ? 0 : Math.Sqrt(difference / norm);
    }
}
