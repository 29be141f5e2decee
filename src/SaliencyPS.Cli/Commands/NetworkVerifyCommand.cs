using System.CommandLine;
using System.Globalization;
using SaliencyPS.Adapters;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Options;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network verify</c>.</summary>
internal sealed class NetworkVerifyCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _network =
        new("FILE|NAME") { Description = "A network file or the name of an imported network." };

    private readonly Option<string[]> _references = new("--reference", "-r")
    {
        Description = "Numbers of another program: an .npz file with the arrays input, logits and, if wanted, gradient and "
            + "class; or NAME.input.npy with NAME.logits.npy and so on beside it. May be given several times. docs/verify.md "
            + "tells how to make one.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _architecture = NetworkOptions.Architecture(), _output = NetworkOptions.Output();
    private readonly Option<EngineChoice> _engine = NetworkOptions.EngineOption();
    private readonly Option<string?> _device = NetworkOptions.DeviceOption();
    private readonly Option<Precision> _precision = NetworkOptions.PrecisionOption();
    private readonly Option<double> _logitTolerance = NumberOption.Create(VerificationDefinitions.LogitTolerance);
    private readonly Option<double> _gradientTolerance = NumberOption.Create(VerificationDefinitions.GradientTolerance);
    private readonly Option<int> _threads = NumberOption.Create(ReadingDefinitions.Threads);
    private readonly Option<bool> _json = JsonOption.Create();

    public NetworkVerifyCommand(Session session)
        : base("verify", "Compare a network's scores and gradients with those that another program computed.")
    {
        Examples = ["saliency network verify squeezenet1_1.onnx --reference squeezenet1_1.npz"];
        _session = session;
        Add(_network);
        foreach (Option option in (Option[])[_references, _architecture, _output, _engine, _device,
            _precision, _logitTolerance, _gradientTolerance, _threads, _json])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = NetworkOptions.Read(
            Path.GetFullPath(NetworkOptions.Find(parse.GetRequiredValue(_network), _session)),
            parse.GetValue(_architecture), parse.GetValue(_output), parse.GetValue(_engine));
        var options = new VerificationOptions
        {
            LogitTolerance = parse.GetValue(_logitTolerance), GradientTolerance = parse.GetValue(_gradientTolerance),
        };
        var passed = true;
        foreach (var file in parse.GetRequiredValue(_references))
        {
            var path = Path.GetFullPath(file);
            if (!_session.Try(path, () => Verify(network, path, options, parse), out var verified)
                || verified is null) continue;
            passed &= verified.Passed;
            if (parse.GetValue(_json)) JsonLines.Write(_session.Out, VerificationLine.From(verified));
            else Write(verified);
        }

        return passed ? _session.Outcome : ExitCode.SomeFailed;
    }

    private NetworkVerification? Verify(Network network, string path, VerificationOptions options, ParseResult parse)
    {
        try
        {
            var reference = NetworkReference.Read(path, network);
            var engine = EngineSelection.Choose(
                new(parse.GetValue(_engine), parse.GetValue(_device), parse.GetValue(_precision)),
                one => one.Bytes(network, NetworkVerifier.Plan(reference)));
            return NetworkVerifier.Verify(network, reference, options with { Engine = engine },
                new Parallelism(parse.GetValue(_threads), _session.Token));
        }
        catch (AdapterException e)
        {
            throw new UsageException(e.Message);
        }
        catch (NetworkFormatException e)
        {
            // The reader puts the file's name before what is wrong; here it comes with its folder.
            _session.Fail(path, (e.InnerException ?? e).Message);
            return null;
        }
    }

    private void Write(NetworkVerification verified)
    {
        void Row(string sample, double logits, double largest, double? gradient, double? steepest, string rest) =>
            _session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sample,6}  {logits,10:0.0e+00}{largest,10:0.0e+00}{gradient,12:0.0e+00}{steepest,10:0.0e+00}  {rest}")
                .TrimEnd());

        _session.Out.WriteLine($"{Text.Relative(verified.Reference)}, by {verified.Engine}");
        _session.Out.WriteLine($"{"sample",6}  {"logits",10}{"largest",10}{"gradient",12}{"largest",10}  class");
        foreach (var sample in verified.Samples)
            Row($"{sample.Sample}", sample.LogitError, sample.LogitDifference, sample.GradientError, sample.GradientDifference,
                $"{sample.ClassIndex} {Text.OneLine(sample.Label)}{(sample.IsTopEqual ? "" : ", not the best here")}"
                    + $"{(sample.Passed ? "" : ", FAILED")}");
        Row("all", verified.LogitError, verified.LogitDifference, verified.GradientError, verified.GradientDifference, "");
        var bounds = string.Create(CultureInfo.InvariantCulture, $"logits within {verified.LogitTolerance:0.0e+00}")
            + (verified.GradientError is null ? ", no gradients to compare"
                : string.Create(CultureInfo.InvariantCulture, $", gradients within {verified.GradientTolerance:0.0e+00}"));
        if (verified.Note is not null) _session.Out.WriteLine(verified.Note);
        _session.Out.WriteLine(verified.Passed ? $"Passed: {bounds} (relative L2)."
            : $"Failed: {verified.Samples.Count(sample => !sample.Passed)} of {verified.Samples.Count}; due are {bounds} "
                + "(relative L2).");
        _session.Out.WriteLine();
        _session.Out.Flush();
    }
}
