using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency box</c>: weakly supervised object localisation.</summary>
internal sealed class BoxCommand : SessionCommand
{
    // More would make no picture that one can look at.
    private const int MostOnSheet = 30;

    private readonly Session _session;
    private readonly PictureOptions _options = new();
    private readonly LocalizationChoices _localization = new();

    private readonly Option<string?> _sheet = new("--sheet")
    {
        Description = $"Write one picture of the first {MostOnSheet} results: each picture with the heat map and box of its best class.",
        HelpName = "FILE.png",
    };

    public BoxCommand(Session session) : base("box", "Find where the object of a class is: a box from the class saliency map by GraphCut.")
    {
        Examples =
        [
            "saliency box dog.jpg --network squeezenet1_1.onnx --top 1",
            "saliency box photos --recurse --json > boxes.jsonl",
            "find . -name '*.jpg' -newer stamp | saliency box - --class 207 --out boxes",
        ];
        _session = session;
        _options.AddTo(this);
        _localization.AddTo(this);
        Add(_sheet);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var localization = _localization.Options(parse);
        var network = _options.Network.Load(parse, _session);
        var saliency = _options.Saliency(parse, network);
        var (analyzer, finder) = (new SaliencyAnalyzer(network, saliency), new BoxFinder(_session, localization, saliency.Threads));
        var (limits, json, files) = (_options.View.Limits(parse), _options.Json(parse), _options.Files(parse, _session));
        var sheet = new ContactSheet();
        foreach (var path in _options.Pictures(parse, _session))
        {
            _session.Token.ThrowIfCancellationRequested();
            if (_session.Try(path, () => Locate(path), out var lines) && lines.Length > 0) Write(lines);
        }

        if (parse.GetValue(_sheet) is { } file && sheet.Count > 0) _session.Try(file, () => PngFile.Write(Path.GetFullPath(file), sheet.Render()));
        return _session.Outcome;

        BoxLine[] Locate(string path)
        {
            var picture = ImageDecoder.Read(path, limits, _session.Token);
            var boxes = finder.Find(picture, [.. analyzer.Analyze(picture, path, _session.Token)]);
            files?.Write(picture, boxes);
            if (parse.GetValue(_sheet) is not null && boxes.Count > 0 && sheet.Count < MostOnSheet)
                sheet.Add(PictureFiles.Draw(picture, boxes[0].Map, boxes[0].Found));
            return [.. boxes.Select(box => BoxLine.From(box.Map, box.Found))];
        }

        void Write(BoxLine[] lines)
        {
            if (!json) ResultTable.Write(_session.Out, lines);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }
    }
}
