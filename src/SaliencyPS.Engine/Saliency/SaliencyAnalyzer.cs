using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Numerics;

namespace SaliencyPS.Saliency;

/// <summary>
/// Computes class saliency maps of pictures with one network: one forward pass per picture, and one backward pass that carries
/// all the classes as a batch (paper, sections 3 and 3.1). Holds one worker's memory; not thread-safe, while the network is.
/// </summary>
public sealed class SaliencyAnalyzer
{
    // Crops × classes in one backward pass: bounds the workspace; the result does not depend on it.
    private const int MostGradients = 10;

    private readonly Network _network;
    private readonly SaliencyOptions _options;
    private Workspace<float>? _workspace;
    private int _classesAtOnce;

    /// <summary>Prepares for pictures of any size.</summary>
    /// <exception cref="ArgumentException">Top or Threads is below 1, a class does not exist, or the network does not take one or three channels.</exception>
    public SaliencyAnalyzer(Network network, SaliencyOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        foreach (var c in options.Classes ?? [])
            if (c < 0 || c >= network.ClassCount) throw new ArgumentException($"Network '{network.Name}' has no class {c}; its classes are 0 to {network.ClassCount - 1}.");
        if (network.Input.Channels is not (1 or 3))
            throw new ArgumentException($"Network '{network.Name}' takes {network.Input.Channels} channels; pictures have 1 or 3.");
        (_network, _options) = (network, options);
    }

    /// <summary>The maps of one picture, best class first (or in the order of <see cref="SaliencyOptions.Classes"/>), each as soon as it exists.</summary>
    /// <param name="picture">The decoded picture.</param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="token">Stops the computation within one tile of work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ClassSaliency> Analyze(RgbImage picture, string path, CancellationToken token = default)
    {
        var parallel = new Parallelism(_options.Threads, token);
        var plan = ViewPlan.For(_options.View, _network, picture.Width, picture.Height);
        var crops = plan.Crops.Count;
        var workspace = Prepare(crops);
        plan.Fill(picture, _network.Preprocessing, workspace.Input, parallel);
        workspace.Forward(parallel);

        var cropScores = workspace.Logits.Span.ToArray();
        double[] scores = [.. Enumerable.Range(0, _network.ClassCount).Select(c => Enumerable.Range(0, crops).Average(n => (double)cropScores[n * _network.ClassCount + c]))];
        var probabilities = Scores.Softmax(scores);
        var ranking = Scores.Ranking(scores);
        var ranks = new int[ranking.Length];
        for (var r = 0; r < ranking.Length; r++) ranks[ranking[r]] = r + 1;

        foreach (var classes in (_options.Classes ?? ranking.Take(_options.Top)).Chunk(_classesAtOnce))
        {
            // A last, shorter chunk repeats its first class rather than plan a second workspace.
            int[] targets = [.. Enumerable.Range(0, crops * _classesAtOnce).Select(g => classes[g % _classesAtOnce < classes.Length ? g % _classesAtOnce : 0])];
            var gradients = workspace.Backward(targets, parallel);
            for (var j = 0; j < classes.Length; j++)
            {
                var maps = new float[crops][];
                var bias = 0.0;
                for (var n = 0; n < crops; n++)
                {
                    var gradient = gradients.Sample(n * _classesAtOnce + j);
                    maps[n] = ChannelReduction.MaximumMagnitude(gradient, _network.Input);
                    bias += (cropScores[n * _network.ClassCount + classes[j]] - Vectors.Dot(gradient, workspace.Input.Sample(n))) / crops;
                }

                yield return new ClassSaliency
                {
                    Path = path,
                    Rank = ranks[classes[j]],
                    ClassIndex = classes[j],
                    Label = _network.Labels[classes[j]],
                    Score = scores[classes[j]],
                    Probability = probabilities[classes[j]],
                    Bias = bias,
                    View = _options.View,
                    Network = _network.Name,
                    Map = plan.Merge(maps, picture.Width, picture.Height),
                }.Remember(picture);
            }
        }
    }

    private Workspace<float> Prepare(int crops)
    {
        if (_workspace is not null) return _workspace;
        var wanted = _options.Classes?.Count ?? Math.Min(_options.Top, _network.ClassCount);
        _classesAtOnce = Math.Clamp(wanted, 1, Math.Max(1, MostGradients / crops));
        return _workspace = new Workspace<float>(_network, crops, _classesAtOnce);
    }
}
