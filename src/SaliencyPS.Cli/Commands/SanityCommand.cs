using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency sanity</c>: what is left of maps when the network forgets.</summary>
internal sealed class SanityCommand : SessionCommand
{
    private readonly Session _session;
    private readonly ImageOptions _options = new(choosy: false);
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Option<int> _step = NumberOption.Create(MeasureDefinitions.Step);

    public SanityCommand(Session session) : base("sanity",
        "Compare the maps of a network with those it makes once its layers have lost their weights, the last first.")
    {
        Examples =
        [
            "saliency sanity examples/images/teapot-021.jpg --top 1",
            "saliency sanity photos --network squeezenet1_1.onnx --top 1 --method guidedbackprop --step 5 --json",
        ];
        _session = session;
        _options.AddTo(this);
        Add(_step);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = _options.Network.Load(parse, _session);
        var (saliency, json) = (_options.Saliency(parse, _session, network), parse.GetValue(_json));
        var images = Images(parse, network, saliency);
        if (images.Count == 0) return _session.Outcome;
        var (all, every) = (RandomWeights.Layers(network).Count(), parse.GetValue(_step));
        int[] layers = [.. Enumerable.Range(0, all).Where(n => n % every == 0), all];
        var settings = ImageLoop.Describe(network, saliency);
        if (!json) _session.Out.WriteLine(SanityLine.Header);
        foreach (var step in CascadingRandomization.Run(network, saliency, images, layers, _session.Token))
        {
            _session.Progress.Clear();
            var line = SanityLine.From(step, settings);
            if (json) JsonLines.Write(_session.Out, line);
            else _session.Out.WriteLine(line);
            _session.Out.Flush();
            _session.Progress.Show($"{step.Layers} of {all} layers");
        }

        return _session.Outcome;
    }

    // All images are held: each is compared once for every number of layers.
    private List<DecodedImage> Images(ParseResult parse, Network network, SaliencyOptions saliency)
    {
        SaliencyAnalyzer analyzer;
        try
        {
            analyzer = new(network, saliency, SaliencyPlan.For(network, saliency));
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Text.Of(e));
        }

        var (images, limits) = (new List<DecodedImage>(), _options.View.Limits(parse));
        foreach (var input in _options.Images(parse, _session, limits, _session.Token))
        {
            var read = () => input.Fault is null ? analyzer.Read(input.Path, limits, _session.Token) : throw input.Fault;
            if (_session.Try(input.Path, read, out var image)) images.Add(image);
        }
        return images;
    }
}
