using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Runs;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cli.Commands;

/// <summary>What <c>map</c>, <c>box</c> and <c>report</c> have in common: images and classes.</summary>
/// <param name="choosy">Whether improbable classes can be left out.</param>
/// <param name="several">Whether several methods can be named, or all.</param>
/// <param name="top">How many classes are taken; as of maps where null.</param>
/// <param name="required">Whether there must be images.</param>
internal sealed class ImageOptions(
    bool choosy = true, bool several = false, NumberDefinition<int>? top = null, bool required = true)
{
    private readonly NetworkOptions _network = new(several: true);

    private readonly Option<int> _top = NumberOption.Create(top ?? SaliencyDefinitions.Top);

    private readonly Option<string[]> _classes = new("--class", "-c")
    {
        Description = "Take these classes, whatever their scores: an index, a label or a pattern such as '*retriever'. May be "
            + "repeated.",
        HelpName = "CLASS",
    };

    private readonly Option<double> _minimum = NumberOption.Create(SaliencyDefinitions.MinimumProbability);

    /// <summary>Which images.</summary>
    public InputOptions Input { get; } = new(required);

    /// <summary>How images are read and shown to the network.</summary>
    public ViewOptions View { get; } = new(several);

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        Input.AddTo(command);
        _network.AddTo(command);
        command.Add(_top);
        command.Add(_classes);
        if (choosy) command.Add(_minimum);
        View.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_top) is { Implicit: false } && result.GetResult(_classes) is { Implicit: false })
                result.AddError("--top and --class exclude each other.");
        });
    }

    /// <summary>Which part of the images is taken.</summary>
    public Shard Shard(ParseResult parse) => Input.Shard(parse);

    /// <summary>The images, in full paths.</summary>
    public IEnumerable<ImageInput> Images(ParseResult parse, Session session, ImageLimits limits, CancellationToken token) =>
        Input.Images(parse, session, limits, token);

    /// <summary>The networks, and what to compute with each.</summary>
    /// <exception cref="UsageException">
    /// A network cannot be read or does not know a class, or the engine cannot do it.
    /// </exception>
    public IReadOnlyList<(Network Network, SaliencyOptions Options)> Load(ParseResult parse, Session session) =>
        [.. _network.LoadAll(parse, session).Select(network => (network, Saliency(parse, session, network)))];

    private SaliencyOptions Saliency(ParseResult parse, Session session, Network network)
    {
        var options = View.Saliency(parse) with
        {
            Top = parse.GetValue(_top),
            MinimumProbability = choosy ? parse.GetValue(_minimum) : SaliencyDefinitions.MinimumProbabilityDefault,
            Classes = parse.GetValue(_classes) is { Length: > 0 } classes ? Classes(network, classes) : null,
        };
        var engine = _network.Engine(parse, session, network, one => SaliencyPlan.For(network, options with { Engine = one }));
        return options with { Engine = engine };
    }

    /// <summary>Finds classes by index, label or pattern.</summary>
    /// <exception cref="UsageException">The network does not know one.</exception>
    public static IReadOnlyList<int> Classes(Network network, IEnumerable<string> patterns)
    {
        try
        {
            return ClassSelector.Resolve(network, patterns);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Text.Of(e));
        }
    }
}
