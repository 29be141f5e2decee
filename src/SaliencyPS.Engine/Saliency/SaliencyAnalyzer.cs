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
    private readonly Network _network;
    private readonly SaliencyOptions _options;
    private readonly Lazy<SaliencyPlan> _plan;
    private Workspace<float>? _workspace;

    /// <summary>Prepares for pictures of any size.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="plan">What one pass takes in; by default that of <see cref="SaliencyPlan.For(Network, SaliencyOptions)"/>, made at the first picture.</param>
    /// <exception cref="ArgumentException">Top or Threads is below 1, a class does not exist, or the network does not take one or three channels.</exception>
    public SaliencyAnalyzer(Network network, SaliencyOptions options, SaliencyPlan? plan = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        foreach (var c in options.Classes ?? [])
            if (c < 0 || c >= network.ClassCount) throw new ArgumentException($"Network '{network.Name}' has no class {c}; its classes are 0 to {network.ClassCount - 1}.");
        if (network.Input.Channels is not (1 or 3))
            throw new ArgumentException($"Network '{network.Name}' takes {network.Input.Channels} channels; pictures have 1 or 3.");
        (_network, _options, _plan) = (network, options, new(() => plan ?? SaliencyPlan.For(network, options)));
    }

    /// <summary>Reads a picture with the detail that the analysis and a cut by default options need; see <see cref="SaliencyOptions.FullResolution"/>.</summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    public DecodedImage Read(string path, ImageLimits? limits = null, CancellationToken token = default) =>
        ImageDecoder.Read(path, (width, height) => _options.FullResolution ? 1 : Detail.Reduction(width, height, _options.View, _network), limits, token);

    /// <summary>The maps of one picture, best class first (or in the order of <see cref="SaliencyOptions.Classes"/>), each as soon as it exists.</summary>
    /// <param name="picture">The decoded picture.</param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="token">Stops the computation within one tile of work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ClassSaliency> Analyze(RgbImage picture, string path, CancellationToken token = default) =>
        Analyze(new DecodedImage(picture), path, _options.Classes, new Parallelism(_options.Threads, token));

    /// <summary>The same for classes that are not those of the options, and with other threads.</summary>
    /// <param name="picture">The picture, perhaps with less detail than its file has; sizes of the results are those of the file.</param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="classes">Maps for exactly these classes; for the best-scored ones where null.</param>
    /// <param name="parallel">Threads and the token that stops the computation within one tile of work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ClassSaliency> Analyze(DecodedImage picture, string path, IReadOnlyList<int>? classes, Parallelism parallel)
    {
        var view = ViewPlan.For(_options.View, _network, picture.Width, picture.Height);
        var plan = _plan.Value;
        var workspace = _workspace ??= new Workspace<float>(_network, plan.Crops, plan.Classes);
        var resized = view.Resize(picture.Image, parallel);
        var (crops, classCount, passes) = (view.Crops.Count, _network.ClassCount, view.Crops.Count / plan.Crops);
        var cropScores = new float[crops * classCount];
        for (var first = 0; first < crops; first += plan.Crops)
        {
            Forward(first);
            workspace.Logits.Span.CopyTo(cropScores.AsSpan(first * classCount));
        }

        double[] scores = [.. Enumerable.Range(0, classCount).Select(c => Enumerable.Range(0, crops).Average(n => (double)cropScores[n * classCount + c]))];
        var probabilities = Scores.Softmax(scores);
        var ranking = Scores.Ranking(scores);
        var ranks = new int[ranking.Length];
        for (var r = 0; r < ranking.Length; r++) ranks[ranking[r]] = r + 1;

        // Where the crops need several passes, each is shown to the network again, once for several classes.
        foreach (var group in (classes ?? ranking.Take(_options.Top)).Chunk(passes == 1 ? plan.Classes : SaliencyPlan.MostGradients))
        {
            var (maps, biases) = (Array.ConvertAll(group, _ => new float[crops][]), new double[group.Length]);
            for (var first = 0; first < crops; first += plan.Crops)
            {
                if (passes > 1) Forward(first);
                for (var start = 0; start < group.Length; start += plan.Classes) Backward(group, first, start, maps, biases);
            }

            ClassSaliency[] results = [.. group.Select((c, j) => new ClassSaliency
            {
                Path = path,
                Rank = ranks[c],
                ClassIndex = c,
                Label = _network.Labels[c],
                Score = scores[c],
                Probability = probabilities[c],
                Bias = biases[j],
                View = _options.View,
                Network = _network.Name,
                Reduction = picture.Reduction,
                Map = view.Merge(maps[j], picture.Width, picture.Height),
            })];
            ClassSaliency.Introduce(results, picture);
            foreach (var result in results) yield return result;
        }

        void Forward(int first)
        {
            view.Fill(resized, first, _network.Preprocessing, workspace.Input);
            workspace.Forward(parallel);
        }

        void Backward(int[] group, int first, int start, float[][][] maps, double[] biases)
        {
            // A last, shorter chunk repeats its first class rather than plan a second workspace.
            var chunk = group.AsSpan(start, Math.Min(plan.Classes, group.Length - start));
            var targets = new int[plan.Crops * plan.Classes];
            for (var g = 0; g < targets.Length; g++) targets[g] = chunk[g % plan.Classes < chunk.Length ? g % plan.Classes : 0];
            var gradients = workspace.Backward(targets, parallel);
            for (var j = 0; j < chunk.Length; j++)
            {
                for (var n = 0; n < plan.Crops; n++)
                {
                    var gradient = gradients.Sample(n * plan.Classes + j);
                    maps[start + j][first + n] = ChannelReduction.MaximumMagnitude(gradient, _network.Input);
                    biases[start + j] += (cropScores[(first + n) * classCount + chunk[j]] - Vectors.Dot(gradient, workspace.Input.Sample(n))) / crops;
                }
            }
        }
    }
}
