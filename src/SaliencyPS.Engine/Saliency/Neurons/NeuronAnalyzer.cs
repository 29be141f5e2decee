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
/// Computes for images what single neurons, or whole channels, of one layer look at: one forward pass up to the layer for each
/// image, and backward passes that carry several neurons as a batch (paper, section 4: the way back starts from any layer). Holds
/// one worker's memory; not thread-safe, while the query is.
/// </summary>
internal sealed class NeuronAnalyzer
{
    private readonly NeuronQuery _query;
    private readonly Lazy<IExecutor> _executor;

    /// <summary>Prepares for images of any size.</summary>
    /// <param name="query">The question.</param>
    /// <param name="plan">
    /// What one pass takes in; by default that of <see cref="NeuronQuery.Plan"/>, made at the first image.
    /// </param>
    internal NeuronAnalyzer(NeuronQuery query, SaliencyPlan? plan = null) =>
        (_query, _executor) = (query, new(() => query.Options.Engine.CreateExecutor(
            query.Network, new() { GradientsPerSample = (plan ?? query.Plan()).Classes, Rules = [query.Rules] })));

    /// <summary>Samples run forward and gradients run backward so far.</summary>
    internal (int Forward, int Backward) Count => _executor.Value.Count;

    /// <summary>Reads an image with the detail that the analysis needs; see <see cref="NeuronOptions.FullResolution"/>.</summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    public DecodedImage Read(string path, ImageLimits? limits = null, CancellationToken token = default) =>
        _query.Options.IncludePicture ? ImageDecoder.ReadAndKeep(path, Reduction, limits, token)
            : ImageDecoder.Read(path, Reduction, limits, token);

    /// <summary>Decodes an image that is in no file, likewise; it keeps the bytes, to be decoded again.</summary>
    internal DecodedImage Decode(byte[] content, ImageLimits? limits = null, CancellationToken token = default) =>
        ImageDecoder.Decode(content, Reduction, limits, token) with { File = content };

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
    public IEnumerable<NeuronSaliency> Analyze(DecodedImage image, string path, Parallelism parallel)
    {
        var (options, network, executor) = (_query.Options, _query.Network, _executor.Value);
        var view = ViewPlan.For(options.View, network, image.Width, image.Height);
        view.Fill(view.Resize(image.Image, parallel), 0, network.Preprocessing, executor.Input.Sample(0));
        var values = executor.Forward(parallel).Span;
        if (Vectors.IndexOfNotFinite(values) >= 0)
            throw NotFinite.Scores(network, values, executor.Input.Span, options.Engine, parallel);
        var neurons = _query.Choose(values);
        foreach (var group in neurons.Chunk(executor.LogitGradients.Batch))
        {
            executor.LogitGradients.Span.Clear();
            for (var g = 0; g < group.Length; g++) executor.LogitGradients.Sample(g)[_query.Elements(group[g])].Fill(1);
            var gradients = executor.Backward(parallel, _query.Rules);
            for (var g = 0; g < group.Length; g++)
                if (Vectors.IndexOfNotFinite(gradients.Sample(g)) >= 0)
                    throw NotFinite.Map(network, _query.Elements(group[g]).Start.Value, executor.Input.Span, _query.Rules,
                        until: 0, options.Engine, parallel);
            NeuronSaliency[] results = [.. group.Select((neuron, g) => new NeuronSaliency
            {
                Path = path,
                Layer = _query.Layer.Name,
                Channel = neuron.Channel,
                Row = neuron.Position?.Row,
                Column = neuron.Position?.Column,
                Activation = Sum(executor.Logits.Span[_query.Elements(neuron)]),
                ReceptiveField = view.Locate(0, _query.Field(neuron), image.Width, image.Height),
                Rule = options.Rule,
                View = options.View,
                ChannelReduction = options.ChannelReduction,
                Network = network.Name,
                NetworkDigest = network.Digest,
                ModuleVersion = MapSettings.CurrentVersion,
                Reduction = image.Reduction,
                Map = view.Merge([Channels.Reduce(gradients.Sample(g), network.Input, options.ChannelReduction)], image.Width,
                    image.Height),
            })];
            NeuronSaliency.Introduce(results, image);
            foreach (var result in results) yield return result;
        }
    }

    private double Reduction(int width, int height) => _query.Options.FullResolution ? 1
        : Detail.Reduction(width, height, _query.Options.View, _query.Network);

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }
}
