using System.CommandLine;
using System.Globalization;
using SaliencyPS.ClassModels;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Pictures;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency class-image</c>: class model images.</summary>
internal sealed class ClassImageCommand : SessionCommand
{
    private static readonly ClassModelOptions Standard = new();

    private readonly Session _session;
    private readonly NetworkOptions _network = new();

    private readonly Option<string[]> _classes = new("--class", "-c")
    {
        Description = "An index, a label or a pattern such as '*retriever'. May be repeated.",
        HelpName = "CLASS",
        Required = true,
    };

    private readonly Option<ClassModelObjective> _objective = ChoiceOption.Create(
        "--objective", "What to maximise: the class's score, as the paper does, or its probability.", Standard.Objective);

    private readonly Option<double> _lambda = NumberOption.Create(
        "--lambda", "Weight of the squared length of the image, which is kept small; by default fitted to the network in every step.", null, 0.0, double.MaxValue);

    private readonly Option<double> _learningRate = NumberOption.Create(
        "--learning-rate", "Length of a step; by default fitted to the network in every step.", null, double.Epsilon, double.MaxValue);

    private readonly Option<int> _iterations = NumberOption.Create("--iterations", "Number of steps.", Standard.Iterations, 0, 1_000_000);
    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads to use.", Environment.ProcessorCount, 1, 1024);
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The picture to write or, for its name is then made from that of the class, the folder.",
        HelpName = "DIR|FILE.png|FILE.jpg",
        Required = true,
    };

    public ClassImageCommand(Session session) : base("class-image", "Make a picture of what the network takes a class to look like.")
    {
        Examples =
        [
            "saliency class-image --class goose --network squeezenet1_1.onnx --out goose.png",
            "saliency class-image --class '*retriever' --iterations 500 --out models --json",
        ];
        _session = session;
        Add(_classes);
        _network.AddTo(this);
        foreach (Option option in (Option[])[_objective, _lambda, _learningRate, _iterations, _threads, _json, _out]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = _network.Load(parse, _session);
        var classes = PictureOptions.Classes(network, parse.GetRequiredValue(_classes));
        var target = Path.GetFullPath(parse.GetRequiredValue(_out));
        var isFile = ImageEncoder.FormatOf(target) is not null && !Directory.Exists(target);
        var names = new PictureNames();
        if (isFile && classes.Count > 1) throw new UsageException($"{target}: {classes.Count} classes do not fit into one picture; name a folder with --out.");
        Directory.CreateDirectory(isFile ? Path.GetDirectoryName(target)! : target);
        var options = new ClassModelOptions
        {
            Objective = parse.GetValue(_objective),
            Regularization = parse.GetResult(_lambda) is null ? null : parse.GetValue(_lambda),
            LearningRate = parse.GetResult(_learningRate) is null ? null : parse.GetValue(_learningRate),
            Iterations = parse.GetValue(_iterations),
            Threads = parse.GetValue(_threads),
        };
        foreach (var c in classes)
        {
            var label = network.Labels[c];
            ClassModelImage model;
            try
            {
                model = ClassModelSynthesizer.Create(network, c, options, new Steps(_session.Progress, label, options.Iterations), _session.Token);
            }
            catch (InvalidOperationException e) // diverged
            {
                _session.Fail(label, e.Message);
                continue;
            }

            _session.Progress.Clear();
            var path = isFile ? target : Path.Combine(target, names.Next(new SaliencyPicture(model), PictureKind.Image, PictureFormat.Png));
            if (_session.Try(path, () => WholeFile.Write(path, ImageEncoder.Encode(model.Image, ImageEncoder.FormatOf(path)!.Value)))) Write(ClassImageLine.From(model, path), parse.GetValue(_json));
        }

        return _session.Outcome;
    }

    private void Write(ClassImageLine line, bool json)
    {
        if (json) JsonLines.Write(_session.Out, line);
        else
        {
            _session.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Text.Relative(line.Path)}  score {line.Score:0.000}  {line.ClassIndex} {Text.OneLine(line.Label)}"));
            _session.Out.Flush();
        }
    }

    private sealed class Steps(ProgressLine line, string label, int total) : IProgress<(int Step, double Score)>
    {
        public void Report((int Step, double Score) value) =>
            line.Show(string.Create(CultureInfo.InvariantCulture, $"{Text.OneLine(label)}: step {value.Step} of {total}, score {value.Score:0.000}"));
    }
}
