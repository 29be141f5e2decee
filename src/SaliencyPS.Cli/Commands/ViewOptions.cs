using System.CommandLine;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How images are read and shown to the network, and how class saliency maps are made of that.</summary>
/// <param name="several">Whether several methods can be named, or all.</param>
internal sealed class ViewOptions(bool several = false)
{
    private readonly MethodOptions _method = new(several);

    private readonly ReadingOptions _reading = new(SaliencyDefinitions.View, Enum.GetValues<SaliencyView>());

    private readonly Option<SaliencyView> _scoreView = ChoiceOption.CreateOptional<SaliencyView>(SaliencyDefinitions.ScoreView);

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

    /// <inheritdoc cref="MethodOptions.Methods"/>
    public IReadOnlyList<SaliencyMethod> Methods(ParseResult parse, Network network) => _method.Methods(parse, network);

    /// <inheritdoc cref="ReadingOptions.Work"/>
    public WorkLimits Work(ParseResult parse, ImageLimits images, bool isDrawn) => _reading.Work(parse, images, isDrawn);

    /// <inheritdoc cref="ReadingOptions.Limits"/>
    public ImageLimits Limits(ParseResult parse) => _reading.Limits(parse);
}
