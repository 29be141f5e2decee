using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Results;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Neurons;

/// <summary>
/// Computes for images what single neurons, or whole channels, of one layer look at: one forward pass up to the layer for several
/// images, and backward passes that carry several neurons of each as a batch (paper, section 4: the way back starts from any
/// layer). Holds one worker's memory; not thread-safe, while the query is.
/// </summary>
internal sealed class NeuronAnalyzer
{
    private readonly NeuronQuery _query;
    private readonly Lazy<SaliencyPlan> _plan;
    private IExecutor? _executor;

    /// <summary>Prepares for images of any size.</summary>
    /// <param name="query">The question.</param>
    /// <param name="plan">
    /// What one pass takes in; by default that of <see cref="NeuronQuery.Plan"/>, made at the first image.
    /// </param>
    internal NeuronAnalyzer(NeuronQuery query, SaliencyPlan? plan = null) =>
        (_query, _plan) = (query, new(() => plan ?? query.Plan()));

    /// <summary>Samples run forward and gradients run backward so far.</summary>
    internal (int Forward, int Backward) Count => _executor!.Count;

    /// <summary>Reads an image with the detail that the analysis needs; see <see cref="NeuronOptions.FullResolution"/>.</summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    public DecodedImage Read(string path, ImageLimits? limits = null, CancellationToken token = default) =>
        _query.Options.IncludePicture ? ImageDecoder.ReadAndKeep(path, Reduction, limits, token)
            : ImageDecoder.Read(path, Reduction, limits, token);

    /// <summary>Reads an image likewise; one that is in no file keeps its bytes, to be decoded again.</summary>
    internal DecodedImage Read(AnalysisInput input, ImageLimits limits, CancellationToken token) =>
        input.ReadContent(token) is { } content
            ? ImageDecoder.Decode(content, Reduction, limits, token) with { File = content }
            : Read(input.Path, limits, token);

    /// <summary>
    /// The maps of one image, each as soon as it exists: channels as they were asked for, otherwise the strongest neuron first.
    /// </summary>
    /// <param name="image">
    /// The image, perhaps with less detail than its file has; sizes of the results are those of the file.
    /// </param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="parallel">Threads and the token that stops the computation within one tile of work.</param>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// An activation or a map is not finite; the message names the layer at fault.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<NeuronSaliency> Analyze(DecodedImage image, string path, Parallelism parallel) =>
        Group([(image, path)], parallel).SelectMany(maps => maps[0]);

    /// <summary>The maps of several images, as of one, in passes that they share.</summary>
    /// <param name="images">The images and where they came from.</param>
    /// <param name="parallel">Threads and the token that stops the computation within one tile of work.</param>
    /// <returns>The maps of each image, in their order.</returns>
    /// <inheritdoc cref="Analyze(DecodedImage, string, Parallelism)"/>
    internal IReadOnlyList<NeuronSaliency>[] Analyze(
        IReadOnlyList<(DecodedImage Image, string Path)> images, Parallelism parallel)
    {
        NeuronSaliency[][][] groups = [.. Group(images, parallel)];
        return [.. images.Select((_, n) => (NeuronSaliency[])[.. groups.SelectMany(maps => maps[n])])];
    }

    // The maps of each image, of as many neurons at a time as go through one backward pass.
    private IEnumerable<NeuronSaliency[][]> Group(
        IReadOnlyList<(DecodedImage Image, string Path)> images, Parallelism parallel)
    {
        var (options, network, executor) = (_query.Options, _query.Network, Executor(images.Count));
        ViewPlan[] views =
            [.. images.Select(one => ViewPlan.For(options.View, network, one.Image.Width, one.Image.Height))];
        for (var n = 0; n < views.Length; n++)
            views[n].Fill(
                views[n].Resize(images[n].Image.Image, parallel), 0, network.Preprocessing, executor.Input.Sample(n));
        executor.Forward(parallel);
        for (var n = 0; n < views.Length; n++)
            if (Vectors.IndexOfNotFinite(executor.Logits.Sample(n)) >= 0)
                throw NotFinite.Scores(network, executor.Logits.Sample(n), executor.Input.Sample(n), options.Engine, parallel);
        var size = executor.LogitGradients.Batch / images.Count;
        Neuron[][][] groups = [.. images.Select((_, n) => _query.Choose(executor.Logits.Sample(n)).Chunk(size).ToArray())];
        for (var g = 0; g < groups[0].Length; g++)
        {
            executor.LogitGradients.Span.Clear();
            for (var n = 0; n < images.Count; n++)
                for (var j = 0; j < groups[n][g].Length; j++)
                    executor.LogitGradients.Sample(n * size + j)[_query.Elements(groups[n][g][j])].Fill(1);
            var gradients = executor.Backward(parallel, _query.Rules);
            yield return [.. images.Select((_, n) => Results(n, groups[n][g], gradients))];
        }

        NeuronSaliency[] Results(int n, Neuron[] neurons, Tensor<float> gradients)
        {
            for (var j = 0; j < neurons.Length; j++)
                if (Vectors.IndexOfNotFinite(gradients.Sample(n * size + j)) >= 0)
                    throw NotFinite.Map(network, _query.Elements(neurons[j]).Start.Value, executor.Input.Sample(n), _query.Rules,
                        until: 0, options.Engine, parallel);
            var (image, path) = images[n];
            NeuronSaliency[] results = [.. neurons.Select((neuron, j) => new NeuronSaliency
            {
                Path = path,
                Layer = _query.Layer.Name,
                Channel = neuron.Channel,
                Row = neuron.Position?.Row,
                Column = neuron.Position?.Column,
                Activation = Sum(executor.Logits.Sample(n)[_query.Elements(neuron)]),
                ReceptiveField = views[n].Locate(0, _query.Field(neuron), image.Width, image.Height),
                Rule = options.Rule,
                View = options.View,
                ChannelReduction = options.ChannelReduction,
                Network = network.Name,
                NetworkDigest = network.Digest,
                ModuleVersion = MapSettings.CurrentVersion,
                Engine = $"{options.Engine.Describe()}",
                Reduction = image.Reduction,
                Map = views[n].Merge([Channels.Reduce(gradients.Sample(n * size + j), network.Input, options.ChannelReduction)],
                    image.Width, image.Height),
            })];
            NeuronSaliency.Introduce(results, image);
            return results;
        }
    }

    // Its memory is taken with the first image, and again where there are fewer at once, as at the end.
    private IExecutor Executor(int images) => _executor is { } same && same.Input.Batch == images ? same
        : _executor = _query.Options.Engine.CreateExecutor(_query.Network,
            new() { Batch = images, GradientsPerSample = _plan.Value.Classes, Rules = [_query.Rules] });

    private double Reduction(int width, int height) => _query.Options.FullResolution ? 1
        : Detail.Reduction(width, height, _query.Options.View, _query.Network);

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
