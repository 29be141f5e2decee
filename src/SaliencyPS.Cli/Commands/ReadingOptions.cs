using System.CommandLine;
using SaliencyPS.Imaging;

namespace SaliencyPS.Cli.Commands;

/// <summary>How pictures are read and shown to the network, and what the work may take.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<SaliencyView> _view;

    private readonly Option<bool> _fullResolution = new("--full-resolution")
    {
        Description = "Decode JPEGs in full detail even where the network sees far less: slower for photographs above half a megapixel.",
    };

    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads to use: for as many pictures at once where there are so many, otherwise together.", Environment.ProcessorCount, 1, 1024);

    private readonly Option<long?> _memory = SizeOption.Create(
        "--memory", "Memory that the program may take, such as 500MB: fewer pictures and maps are worked on at once. Results do not change.");

    private readonly Option<long> _maximumPixels = NumberOption.Create(
        "--max-pixels", "Refuse pictures with more pixels than this.", ImageLimits.Default.MaximumPixels, 1, long.MaxValue);

    /// <summary>Options with a choice of views.</summary>
    /// <param name="description">What the views are.</param>
    /// <param name="views">The views; the first is the standard.</param>
    public ReadingOptions(string description, params SaliencyView[] views) => _view = ChoiceOption.Create("--view", description, views[0], views);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_view, _fullResolution, _threads, _memory, _maximumPixels]) command.Add(option);
    }

    /// <summary>What the network is shown.</summary>
    public SaliencyView View(ParseResult parse) => parse.GetValue(_view);

    /// <summary>Whether JPEGs are decoded in full detail.</summary>
    public bool FullResolution(ParseResult parse) => parse.GetValue(_fullResolution);

    /// <summary>Threads.</summary>
    public int Threads(ParseResult parse) => parse.GetValue(_threads);

    /// <summary>Memory, in bytes, where it is limited.</summary>
    public long? Memory(ParseResult parse) => parse.GetValue(_memory);

    /// <summary>The largest picture.</summary>
    public ImageLimits Limits(ParseResult parse) => new(parse.GetValue(_maximumPixels));
}
