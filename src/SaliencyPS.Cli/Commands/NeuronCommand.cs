using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency neuron</c>: what neurons of any layer look at.</summary>
internal sealed class NeuronCommand : SessionCommand
{
    private readonly Session _session;
    private readonly InputOptions _input = new();
    private readonly NetworkOptions _network = new(several: true);

    private readonly Option<string> _layer = new("--layer", "-l")
    {
        Description = "The layer: its name or number; 'saliency network show --layers' lists them.",
        HelpName = "LAYER", Required = true,
    };

    private readonly Option<int[]> _channels = new("--channel", "-c")
    {
        Description = "Take these channels, each as one: the sum over its neurons, or the one at --position. May be repeated.",
        HelpName = "N",
    };

    private readonly Option<(int Row, int Column)> _position =
        PositionOption.Create("--position", "Take only neurons at this row and column of the layer's grid.");

    private readonly Option<int> _strongest = NumberOption.CreateOptional(NeuronDefinitions.Strongest);
    private readonly Option<GradientRule> _rule = ChoiceOption.Create(NeuronDefinitions.Rule, GradientRule.Backpropagation);

    private readonly Option<ChannelReduction> _reduction = ChoiceOption.Create(
        NeuronDefinitions.ChannelReduction, ChannelReduction.Maximum);

    private readonly ReadingOptions _reading = new(NeuronDefinitions.View, SaliencyView.Whole, SaliencyView.Center);

    private readonly ResultOptions _results = new(
        [ImageKind.HeatMap, ImageKind.Overlay, ImageKind.SideBySide, ImageKind.Box, ImageKind.Crop],
        standard: [ImageKind.HeatMap, ImageKind.Overlay]);

    public NeuronCommand(Session session) : base("neuron", "Show which pixels a neuron, or a channel, of any layer looks at.")
    {
        Examples =
        [
            "saliency neuron dog.jpg --network squeezenet1_1.onnx --layer 30 --strongest 3 --show",
            "saliency neuron photos --layer 12 --channel 7 --rule guided --out neurons",
            "saliency neuron dog.jpg --layer 12 --channel 7 --channel 9 --position 4,5 --json",
        ];
        _session = session;
        _input.AddTo(this);
        _network.AddTo(this);
        foreach (Option option in (Option[])[_layer, _channels, _position, _strongest, _rule, _reduction]) Add(option);
        _reading.AddTo(this);
        _results.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _network.LoadAll(parse, _session);
        var (limits, json, files, draw) = (_reading.Limits(parse), _results.Json(parse), _results.Files(parse, _session),
            _results.Drawing(parse, _session));
        var limited = _reading.Work(parse, limits, isDrawn: files is not null || draw is not null);
        ImageLoop.Run<NeuronSaliency>(_session, [.. networks.Select(Work)], limited,
            token => _input.Images(parse, _session, limits, token));
        return _session.Outcome;

        NetworkWork<NeuronSaliency> Work(Network network)
        {
            var batch = limited.Batch(networks.Count);
            var engine = _network.Engine(parse, _session, network, one => Query(parse, network, one, batch, memory: null).Plan());
            var query = Query(parse, network, engine, batch, memory: null);
            return new(memory => Query(parse, network, engine, batch, memory).Plan(), plan =>
            {
                var analyzer = new NeuronAnalyzer(query, plan);
                return new((input, token) => analyzer.Read(input, limits, token),
                    (images, parallel, _) => analyzer.Analyze(images, parallel));
            }, Finish);
        }

        Action Finish(AnalyzedImage<NeuronSaliency> image, Parallelism parallel)
        {
            var (path, neurons, warning) = (image.File, image.Results, image.Image!.Warning);
            // the maps share it while it is here
            var full = files is not null || draw is not null ? neurons[0].GetImage(limits, parallel.Token) : null;
            SaliencyImage[] images = [.. neurons.Select(neuron => new SaliencyImage(neuron))];
            ImageFile[] written = files is null ? [] : [.. images.SelectMany(files.Draw)];
            string[] drawn = draw is null ? [] : [.. images.Select(draw)];
            GC.KeepAlive(full);
            GC.KeepAlive(image);
            NeuronLine[] lines = [.. neurons.Select(NeuronLine.From)];
            return () =>
            {
                _session.NoteDamage(path, warning);
                files?.Save(written);
                foreach (var text in drawn) _session.Out.WriteLine(text);
                if (!json) ResultTable.Write(_session.Out, lines, networks.Count > 1);
                else foreach (var line in lines) JsonLines.Write(_session.Out, line);
            };
        }
    }

    private NeuronQuery Query(ParseResult parse, Network network, IComputeEngine engine, int? batch, long? memory)
    {
        try
        {
            return new NeuronQuery(network, new NeuronOptions
            {
                Layer = parse.GetRequiredValue(_layer),
                Channels = parse.GetValue(_channels) is { Length: > 0 } channels ? channels : null,
                Position = parse.Given(_position),
                Strongest = parse.Given(_strongest),
                Rule = parse.GetValue(_rule),
                ChannelReduction = parse.GetValue(_reduction),
                View = _reading.View(parse),
                FullResolution = _reading.FullResolution(parse),
                Threads = _reading.Threads(parse),
                BatchSize = batch,
                MemoryLimit = memory,
                Engine = engine,
            });
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Text.Of(e));
        }
    }
}
