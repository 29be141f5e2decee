using System.CommandLine;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How pictures are read and shown to the network, and how maps are made of that.</summary>
internal sealed class ViewOptions
{
    private readonly Option<SaliencyView> _view = ChoiceOption.Create(
        "--view", "What the network is shown: all of the picture, squashed; its centre; or ten crops, averaged (ten times the work).", new SaliencyOptions().View);

    private readonly Option<bool> _fullResolution = new("--full-resolution")
    {
        Description = "Decode JPEGs in full detail even where the network sees far less: slower for photographs above half a megapixel.",
    };

    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads to use: for as many pictures at once where there are so many, otherwise together.", Environment.ProcessorCount, 1, 1024);

    private readonly Option<long?> _memory = SizeOption.Create(
        "--memory", "Memory that the program may take, such as 500MB: fewer pictures and classes are worked on at once. Results do not change.");

    private readonly Option<long> _maximumPixels = NumberOption.Create(
        "--max-pixels", "Refuse pictures with more pixels than this.", ImageLimits.Default.MaximumPixels, 1, long.MaxValue);

    private readonly MethodOptions _method = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _method.AddTo(command);
        command.Add(_view);
        command.Add(_fullResolution);
        command.Add(_threads);
        command.Add(_memory);
        command.Add(_maximumPixels);
    }

    /// <summary>Method, view, detail, threads and memory.</summary>
    public SaliencyOptions Saliency(ParseResult parse) => new()
    {
        Attribution = _method.Options(parse),
        View = parse.GetValue(_view),
        FullResolution = parse.GetValue(_fullResolution),
        Threads = parse.GetValue(_threads),
        MemoryLimit = parse.GetValue(_memory),
    };

    /// <summary>The largest picture.</summary>
    public ImageLimits Limits(ParseResult parse) => new(parse.GetValue(_maximumPixels));
}
