using System.CommandLine;
using SaliencyPS.Adapters;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>How images are read and shown to the network, and what the work may take.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<SaliencyView> _view;

    private readonly Option<bool> _fullResolution = SwitchOption.Create(ReadingDefinitions.FullResolution);
    private readonly Option<OptionalCodec[]> _codec = ChoiceOption.CreateMany(
        ReadingDefinitions.Codec, Enum.GetValues<OptionalCodec>(),
        $" By default those of {OptionalCodecs.Variable}, otherwise none. May be repeated.");

    private readonly Option<int> _threads = NumberOption.Create(ReadingDefinitions.Threads);
    private readonly Option<int> _batchSize = NumberOption.CreateOptional(ReadingDefinitions.BatchSize);
    private readonly Option<long?> _memory = SizeOption.Create(ReadingDefinitions.MemoryLimit);
    private readonly Option<double> _time = NumberOption.CreateOptional(ReadingDefinitions.TimeLimit);
    private readonly Option<long> _maximumPixels = NumberOption.Create(ReadingDefinitions.MaximumPixels);

    /// <summary>Options with a choice of views.</summary>
    /// <param name="view">The choice.</param>
    /// <param name="views">The views; the first is the default.</param>
    public ReadingOptions(OptionDefinition view, params SaliencyView[] views) =>
        _view = ChoiceOption.Create(view, views[0], views);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_view, _fullResolution, _codec, _threads, _batchSize, _memory, _time,
            _maximumPixels]) command.Add(option);
    }

    /// <summary>What the network is shown.</summary>
    public SaliencyView View(ParseResult parse) => parse.GetValue(_view);

    /// <summary>Whether JPEGs are decoded in full detail.</summary>
    public bool FullResolution(ParseResult parse) => parse.GetValue(_fullResolution);

    /// <summary>Threads.</summary>
    public int Threads(ParseResult parse) => parse.GetValue(_threads);

    /// <summary>What the work on images may take.</summary>
    /// <param name="parse">What was given.</param>
    /// <param name="images">Which images are read.</param>
    /// <param name="isDrawn">Whether results are drawn over their images.</param>
    public WorkLimits Work(ParseResult parse, ImageLimits images, bool isDrawn) => new(images, Threads(parse),
        parse.Given(_batchSize), Memory(parse), parse.Given(_time), FullResolution(parse), isDrawn);

    /// <summary>Memory, in bytes, where it is limited.</summary>
    public long? Memory(ParseResult parse) => parse.GetValue(_memory);

    /// <summary>Which images are read.</summary>
    /// <exception cref="UsageException">A library that is to decode them is not there.</exception>
    public ImageLimits Limits(ParseResult parse)
    {
        var limits = new ImageLimits(parse.GetValue(_maximumPixels))
        {
            Codecs = parse.GetValue(_codec) is { Length: > 0 } codecs ? codecs : null,
        };
        try
        {
            OptionalCodecs.Require(limits);
            return limits;
        }
        catch (AdapterException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
