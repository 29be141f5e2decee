using System.CommandLine;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How pictures are read and shown to the network, and how class saliency maps are made of that.</summary>
internal sealed class ViewOptions
{
    private readonly MethodOptions _method = new();

    private readonly ReadingOptions _reading = new(
        "What the network is shown: all of the picture, squashed; its centre; or ten crops, averaged (ten times the work).", Enum.GetValues<SaliencyView>());

    private readonly Option<SaliencyView> _scoreView = ChoiceOption.Create<SaliencyView>("--score-view", "What it is shown for the scores and ranks, where not the same.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _method.AddTo(command);
        _reading.AddTo(command);
        command.Add(_scoreView);
    }

    /// <summary>Method, view, detail, threads and memory.</summary>
    public SaliencyOptions Saliency(ParseResult parse) => new()
    {
        Attribution = _method.Options(parse),
        View = _reading.View(parse),
        ScoreView = parse.Given(_scoreView),
        FullResolution = _reading.FullResolution(parse),
        Threads = _reading.Threads(parse),
        MemoryLimit = _reading.Memory(parse),
    };

    /// <summary>The largest picture.</summary>
    public ImageLimits Limits(ParseResult parse) => _reading.Limits(parse);
}
