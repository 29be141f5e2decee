using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency faithfulness</c>: how far maps tell what a network uses.</summary>
internal sealed class FaithfulnessCommand : SessionCommand
{
    private static readonly FaithfulnessOptions Standard = new();

    private readonly Session _session;
    private readonly ImageOptions _options = new(choosy: false, several: true, FaithfulnessDefinitions.Top);
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Option<RemovalBaseline> _baseline =
        ChoiceOption.Create(FaithfulnessDefinitions.RemovalBaseline, Standard.RemovalBaseline);

    private readonly Option<int> _step = NumberOption.Create(FaithfulnessDefinitions.CurveStep);
    private readonly Option<int> _resamples = NumberOption.Create(MeasureDefinitions.Resamples);
    private readonly Option<bool> _details = new("--details") { Description = "Tell the figures of each map, too." };

    public FaithfulnessCommand(Session session) : base("faithfulness",
        "Measure how far maps tell what a network uses: what becomes of its answer without the pixels that they point at.")
    {
        Examples =
        [
            "saliency faithfulness examples/images/teapot-021.jpg",
            "saliency faithfulness photos --network squeezenet1_1.onnx --method gradcam --method layercam --details",
            "saliency faithfulness photos --all-methods --samples 16 --removal-baseline blur --json",
        ];
        _session = session;
        _options.AddTo(this);
        foreach (Option option in (Option[])[_baseline, _step, _resamples, _details, _json]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var measure = new FaithfulnessOptions
        {
            RemovalBaseline = parse.GetValue(_baseline),
            CurveStep = parse.GetValue(_step),
            Resamples = parse.GetValue(_resamples),
            Details = parse.GetValue(_details),
        };
        FaithfulnessStudy[] studies =
            [.. _options.Load(parse, _session).Select(one => Study(parse, one.Network, one.Options, measure))];
        var limits = _options.View.Limits(parse);
        ImageLoop.Run<IReadOnlyList<FaithfulnessDetail>>(_session, [.. studies.Select(Work)],
            _options.View.Work(parse, limits, isDrawn: false), token => _options.Images(parse, _session, limits, token));
        foreach (var measured in studies.SelectMany(study => study.Summarize()))
            if (parse.GetValue(_json)) JsonLines.Write(_session.Out, measured);
            else FaithfulnessTable.Write(_session.Out, measured);
        return _session.Outcome;

        NetworkWork<IReadOnlyList<FaithfulnessDetail>> Work(FaithfulnessStudy study) => new(study.Plan,
            plan => new((input, token) => study.Read(input, limits, token), (images, parallel, progress) =>
                [.. images.Select(one => study.Measure(one.Image.Image, one.Path, plan, parallel, progress))]),
            (image, _) => Add(study, image));
    }

    private Action Add(FaithfulnessStudy study, AnalyzedImage<IReadOnlyList<FaithfulnessDetail>> image)
    {
        var (path, results, warning) = (image.File, image.Results, image.Image!.Warning);
        return () =>
        {
            _session.NoteDamage(path, warning);
            _session.NoteUnfamiliar(path, results[0].FirstOrDefault()?.IsUnfamiliar);
            study.Add(results);
        };
    }

    private FaithfulnessStudy Study(ParseResult parse, Network network, SaliencyOptions options, FaithfulnessOptions measure) =>
        ImageLoop.Try(() => new FaithfulnessStudy(network, [.. _options.View.Methods(parse, network).Select(method =>
            options with { Attribution = options.Attribution with { Method = method } })], measure));
}
