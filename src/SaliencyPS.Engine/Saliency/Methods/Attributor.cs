using SaliencyPS.Hosting;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Runs the passes that a method asks for over the crops of images: every forward pass once for all classes, backward passes for
/// several classes at a time. How inputs and classes are batched changes nothing but, with some engines, rounding.
/// One worker's memory; not thread-safe.
/// </summary>
/// <param name="method">The method.</param>
/// <param name="batch">Inputs in one forward pass, at least 1.</param>
/// <param name="classes">Classes, for each of them, in one backward pass, at least 1.</param>
/// <param name="engine">What computes.</param>
internal sealed class Attributor(AttributionMethod method, int batch, int classes, IComputeEngine engine)
{
    private readonly IExecutor _executor = engine.CreateExecutor(method.Network, method.Plan(batch, classes));
    private CropInput[]? _loaded;

    /// <summary>Inputs run forward and gradients run backward so far.</summary>
    public (int Forward, int Backward) Count => _executor.Count;

    /// <summary>Classes that are best asked for at once.</summary>
    /// <param name="crops">The number of crops.</param>
    public int Group(int crops) =>
        method.Signal == Signal.None ? 100 : method.Probes == 1 && crops <= batch ? classes : SaliencyPlan.MostGradients;

    /// <summary>Shows the network every crop.</summary>
    /// <param name="count">The number of crops.</param>
    /// <param name="fill">Writes one crop as the network's input.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="NotFiniteNumberException">A score is not finite; the message names the layer at fault.</exception>
    public CropInput[] Score(int count, Action<int, Span<float>> fill, Parallelism parallel)
    {
        var crops = new CropInput[count];
        for (var first = 0; first < count; first += batch)
        {
            // A last, shorter batch repeats its last crop rather than ask for a second executor.
            for (var n = 0; n < batch; n++)
                if (first + n < count) fill(first + n, _executor.Input.Sample(n));
                else _executor.Input.Sample(n - 1).CopyTo(_executor.Input.Sample(n));
            _executor.Forward(parallel);
            for (var n = 0; n < Math.Min(batch, count - first); n++)
                crops[first + n] = new(_executor.Input.Sample(n).ToArray(), _executor.Logits.Sample(n).ToArray(),
                    method.KeepsLayer ? method.Arrange(_executor.Value(method.Layer!.Value).Sample(n)).ToArray() : []);
        }

        foreach (var crop in crops)
            if (Vectors.IndexOfNotFinite(crop.Logits) >= 0)
                throw NotFinite.Scores(method.Network, crop.Logits, crop.Values, engine, parallel);

        // What the last pass left for the way back is still there.
        _loaded = method.Probes == 1 && count <= batch ? crops : null;
        return crops;
    }

    /// <summary>Attributes the scores of classes to every crop.</summary>
    /// <param name="crops">What <see cref="Score"/> gave.</param>
    /// <param name="targets">The classes of each crop; none for one that is not asked about.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="progress">Told what is done, where there is more than one pass.</param>
    /// <returns>Crop × class.</returns>
    /// <exception cref="NotFiniteNumberException">A map is not finite; the message names the layer at fault.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public CropAttribution[][] Attribute(CropInput[] crops, int[][] targets, Parallelism parallel,
        IProgress<WorkProgress>? progress = null)
    {
        var probes = method.Probes;
        CropWork[] work = [.. crops.Zip(targets, (crop, asked) => new CropWork(method, crop, asked, c => Fault(crop, c)))];
        var shown = new List<(int Crop, int Probe)>(batch);
        for (var next = 0; TakeBatch(ref next);)
        {
            if (_loaded != crops) Show(crops, shown, parallel);
            var most = shown.Max(one => work[one.Crop].Targets.Length);
            var chunk = method.Signal == Signal.None ? most : classes;
            for (var start = 0; start < most; start += chunk) Add(work, shown, start, chunk, parallel);
            if (probes > 1) progress?.Report(new(next, crops.Length * probes));
        }

        return Array.ConvertAll(work, crop => crop.Results);

        NotFiniteNumberException Fault(CropInput crop, int c) => NotFinite.Map(method.Network, c, crop.Values,
            method.Signal.HasFlag(Signal.Layer) ? method.LayerRules : method.Signal.HasFlag(Signal.Input) ? method.Rules : null,
            method.Signal.HasFlag(Signal.Layer) ? method.Layer!.Value : 0, engine, parallel);

        // The next probes, crop by crop, without those of crops that need no more, unless their place in the last pass counts.
        bool TakeBatch(ref int next)
        {
            shown.Clear();
            while (shown.Count < batch && next < crops.Length * probes)
            {
                var (crop, probe) = Math.DivRem(next, probes);
                if (work[crop].IsDone && _loaded != crops) next = (crop + 1) * probes;
                else
                {
                    shown.Add((crop, probe));
                    next++;
                }
            }

            return shown.Count > 0;
        }
    }

    private ReadOnlyMemory<float>[] Samples(Func<int, Tensor<float>> tensor, int sample) => [.. method.Hooks.Select(hook =>
        tensor(hook) is var all ? (ReadOnlyMemory<float>)all.Memory.Slice(sample * all.Shape.Length, all.Shape.Length)
            : default)];

    private void Show(CropInput[] crops, List<(int Crop, int Probe)> shown, Parallelism parallel)
    {
        _loaded = null;
        for (var n = 0; n < batch; n++)
        {
            // A last, shorter batch repeats its first input rather than ask for a second executor.
            var (crop, probe) = shown[n < shown.Count ? n : 0];
            method.Fill(crops[crop], probe, _executor.Input.Sample(n));
        }

        _executor.Forward(parallel);
    }

    private void Add(CropWork[] work, List<(int Crop, int Probe)> shown, int start, int count, Parallelism parallel)
    {
        Tensor<float> gradients = default, atLayer = default;
        if (method.Signal != Signal.None)
        {
            var targets = new int[batch * classes];
            for (var g = 0; g < targets.Length; g++)
            {
                // What is left of a batch asks once more about what is there.
                var (crop, probe) = shown[g / classes < shown.Count ? g / classes : 0];
                var asked = work[crop].Targets;
                targets[g] = asked.Length == 0 ? 0
                    : method.Score(asked[Math.Min(start + g % classes, asked.Length - 1)], probe);
            }

            if (method.Signal.HasFlag(Signal.Layer))
                atLayer = _executor.Backward(targets, parallel, method.LayerRules, method.Layer!.Value);
            // The next pass leaves another one.
            if (method.Signal == (Signal.Layer | Signal.Input))
                atLayer = new(atLayer.Span.ToArray(), atLayer.Batch, atLayer.Shape);
            if (method.Signal.HasFlag(Signal.Input)) gradients = _executor.Backward(targets, parallel, method.Rules);
        }

        for (var n = 0; n < shown.Count; n++)
            for (var j = 0; j < Math.Min(count, work[shown[n].Crop].Targets.Length - start); j++)
            {
                var (g, own) = (n * classes + j, work[shown[n].Crop]);
                own.Add(start + j, new Probe
                {
                    Crop = own.Crop,
                    Index = shown[n].Probe,
                    Class = own.Targets[start + j],
                    Input = _executor.Input.Sample(n),
                    Logits = _executor.Logits.Sample(n),
                    Gradient = method.Signal.HasFlag(Signal.Input) ? gradients.Sample(g) : [],
                    Layer = method.Layer is null ? [] : method.Arrange(_executor.Value(method.Layer!.Value).Sample(n)),
                    LayerGradient = method.Signal.HasFlag(Signal.Layer) ? method.Arrange(atLayer.Sample(g)) : [],
                    Hooks = Samples(_executor.Value, n),
                    HookGradients = method.Signal.HasFlag(Signal.Layer) ? Samples(_executor.Gradient, g) : [],
                });
            }
    }
}
