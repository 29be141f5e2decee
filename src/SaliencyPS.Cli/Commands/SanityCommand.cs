using System.CommandLine;
using System.Globalization;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

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
        var networks = _options.Load(parse, _session);
        var (limits, json) = (_options.View.Limits(parse), parse.GetValue(_json));
        // All images are held: each is compared once for every number of layers.
        var trained = new Dictionary<SaliencyOptions, List<TrainedMaps>>(ReferenceEqualityComparer.Instance);
        foreach (var (_, options) in networks) trained.Add(options, []);
        ImageLoop.Run(_session, networks, _options.View.Work(parse, limits, isDrawn: false),
            token => _options.Images(parse, _session, limits, token), Analyze);
        foreach (var (network, options) in networks)
            if (trained[options] is { Count: > 0 } images) Compare(network, options, images);
        return _session.Outcome;

        Action Analyze(AnalyzedImage<ClassSaliency> image, SaliencyOptions options, Parallelism parallel)
        {
            var maps = image.Results;
            return () =>
            {
                _session.NoteDamage(image.File, image.Image!.Warning);
                _session.NoteUnfamiliar(image.File, maps[0].IsUnfamiliar);
                trained[options].Add(new(image.Image, maps));
            };
        }

        void Compare(Network network, SaliencyOptions options, IReadOnlyList<TrainedMaps> images)
        {
            if (!json)
            {
                if (networks.Count > 1) _session.Out.WriteLine(Text.OneLine(network.Name));
                _session.Out.WriteLine(SanityLine.Header);
            }

            using var steps = CascadingRandomization.Run(network, options, images,
                CascadingRandomization.Steps(network, parse.GetValue(_step)), new Shares(_session.Progress), _session.Token)
                .GetEnumerator();
            while (_session.Try(network.Name, () => ImageLoop.Try(steps.MoveNext), out var more) && more)
            {
                _session.Progress.Clear();
                var line = SanityLine.From(steps.Current);
                if (json) JsonLines.Write(_session.Out, line);
                else _session.Out.WriteLine(line);
                _session.Out.Flush();
            }
        }
    }

    private sealed class Shares(ProgressLine line) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) =>
            line.Show(string.Create(CultureInfo.InvariantCulture, $"comparing: {100 * value.Share:0} %"));
    }
}
