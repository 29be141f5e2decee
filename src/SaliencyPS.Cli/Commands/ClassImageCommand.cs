using System.CommandLine;
using System.Globalization;
using SaliencyPS.ClassModels;
using SaliencyPS.Cli.Output;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency class-image</c>: class model images.</summary>
internal sealed class ClassImageCommand : SessionCommand
{
    private readonly Session _session;
    private readonly NetworkOptions _network = new();
    private readonly SubjectOptions _subjects = new();
    private readonly ClassModelChoices _choices = new();
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The image to write or, for its name is then made from that of the class, the folder.",
        HelpName = "DIR|FILE.png|FILE.jpg",
        Required = true,
    };

    private readonly Option<string?> _sheet = new("--sheet")
    {
        Description = "Write a contact sheet of all images to this file.", HelpName = "FILE.png|FILE.jpg"
    };
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);
    private readonly Option<int> _frames = NumberOption.Create(ClassModelDefinitions.FrameInterval);

    private readonly Option<ClassModelFrames> _frameFormat = ChoiceOption.Create(
        ClassModelDefinitions.FrameFormat, ClassModelFrames.Apng);

    public ClassImageCommand(Session session)
        : base("class-image", "Make an image of what the network takes a class to look like.")
    {
        Examples =
        [
            "saliency class-image --class goose --network squeezenet1_1.onnx --out goose.png",
            "saliency class-image --class '*retriever' --preset natural --out models --sheet retrievers.jpg --json",
            "saliency class-image --layer relu3 --channel 5 --preset natural --frame-interval 10 --out channel5.png",
        ];
        _session = session;
        _network.AddTo(this);
        _subjects.AddTo(this);
        _choices.AddTo(this);
        foreach (Option option in (Option[])[_json, _out, _sheet, _frames, _frameFormat, _noClobber]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = _network.Load(parse, _session);
        var subjects = _subjects.Find(parse, network);
        var target = Path.GetFullPath(parse.GetRequiredValue(_out));
        var isFile = ImageEncoder.FormatOf(target) is not null && !Directory.Exists(target);
        var sheetFile = parse.GetValue(_sheet) is { } named ? Path.GetFullPath(named) : null;
        if (sheetFile is not null && ImageEncoder.FormatOf(sheetFile) is null)
        {
            var extensions = string.Join(" or ", Enum.GetValues<ImageFormat>().Select(ImageEncoder.Extension));
            throw new UsageException($"--sheet takes a {extensions} file; '{sheetFile}' is none.");
        }

        if (isFile && subjects.Count > 1)
            throw new UsageException($"{target}: {subjects.Count} classes do not fit into one image; name a folder with --out.");
        Directory.CreateDirectory(isFile ? Path.GetDirectoryName(target)! : target);
        var options = _choices.Options(parse) with
        {
            FrameInterval = parse.GetValue(_frames),
            Engine = _network.Engine(parse, _session, network, engine => engine.Bytes(network, new ExecutionPlan())),
        };
        var replace = !parse.GetValue(_noClobber);
        var (names, sheet) = (new ImageNames(), sheetFile is null ? null : ClassModelSheet.For(network));
        foreach (var (label, make) in subjects)
        {
            ClassModelImage model;
            try
            {
                model = make(options, new Steps(_session.Progress, label), _session.Token);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException // diverged; no probability
                or NotFiniteNumberException)
            {
                _session.Fail(label, Text.Of(e));
                continue;
            }

            _session.Progress.Clear();
            sheet?.Add(model.Image);
            var path = isFile ? target
                : Path.Combine(target, names.Next(new SaliencyImage(model), ImageKind.Image, ImageFormat.Png));
            if (Write(path, model.Image, replace)) Write(ClassImageLine.From(model, path), parse.GetValue(_json));
            if (model.Frames.Count > 0) WriteFrames(model.Frames, path, parse.GetValue(_frameFormat), replace);
        }

        if (sheet?.Count > 0) Write(sheetFile!, sheet.Render(), replace);
        return _session.Outcome;
    }

    private bool Write(string path, RgbImage image, bool replace) => _session.Write(
        path, stream => ImageEncoder.Write(image, stream, ImageEncoder.FormatOf(path)!.Value), replace);

    private void WriteFrames(IReadOnlyList<RgbImage> frames, string path, ClassModelFrames format, bool replace)
    {
        foreach (var (index, file) in FrameFiles.Names(path, format, frames.Count).Index())
            _session.Write(file, stream => FrameFiles.Write(frames, format, index, stream, _session.Token), replace);
    }

    private void Write(ClassImageLine line, bool json)
    {
        if (json) JsonLines.Write(_session.Out, line);
        else
        {
            _session.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Text.Relative(line.Path)}  score {line.Score:0.000}  {line.ClassIndex} {Text.OneLine(line.Label)}"));
            _session.Out.Flush();
        }
    }

    private sealed class Steps(ProgressLine line, string label) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) =>
            line.Show(string.Create(CultureInfo.InvariantCulture,
                $"{Text.OneLine(label)}: step {value.Done} of {value.Total}, score {value.Score:0.000}"));
    }
}
