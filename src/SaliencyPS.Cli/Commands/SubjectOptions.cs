using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using SaliencyPS.ClassModels;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>What class model images are made of: classes, or channels and neurons of a layer.</summary>
internal sealed class SubjectOptions
{
    private readonly Option<string[]> _classes = new("--class", "-c")
    {
        Description = "An index, a label or a pattern such as '*retriever'. May be repeated.",
        HelpName = "CLASS",
    };

    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "Show what a layer responds to, not a class: its name, or its place from 1.",
        HelpName = "NAME",
    };

    private readonly Option<int[]> _channels = new("--channel")
    {
        Description = "A channel of the layer, from 0; its mean is maximised. May be repeated.",
        HelpName = "N",
        CustomParser = result => [.. result.Tokens.Select(token => Number(result, "--channel", token.Value))],
    };

    private readonly Option<(int Row, int Column)> _position =
        PositionOption.Create("--position", "One neuron of the channel, by row and column from 0.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_classes, _layer, _channels, _position]) command.Add(option);
        command.Validators.Add(result =>
        {
            var (classes, layer) = (result.GetResult(_classes) is not null, result.GetResult(_layer) is not null);
            if (classes == layer) result.AddError("class-image needs either --class or --layer.");
            else if (layer && result.GetResult(_channels) is null) result.AddError("--layer needs --channel.");
            else if (classes && (result.GetResult(_channels) ?? result.GetResult(_position)) is not null)
                result.AddError("--channel and --position need --layer.");
        });
    }

    /// <summary>A name, and the way to make the image, for each.</summary>
    /// <exception cref="UsageException">The network has no such class, layer, channel or position.</exception>
    public IReadOnlyList<(string Label, Maker Make)> Find(ParseResult parse, Network network)
    {
        if (parse.GetValue(_layer) is not { } layer)
            return [.. ImageOptions.Classes(network, parse.GetRequiredValue(_classes)).Select(c => (network.Labels[c],
                (Maker)((options, progress, token) => ClassModelSynthesizer.Create(network, c, options, progress, token))))];
        try
        {
            var shape = network.Nodes[network.FindLayer(layer)].Shape;
            var neurons = parse.GetRequiredValue(_channels).Distinct()
                .Select(channel => new ClassModelNeuron(layer, channel, parse.Given(_position))).ToArray();
            foreach (var neuron in neurons) neuron.Check(shape);
            return [.. neurons.Select(neuron => (neuron.ToString(),
                (Maker)((options, progress, token) => ClassModelSynthesizer.Create(network, neuron, options, progress, token))))];
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Text.Of(e));
        }
    }

    /// <summary>Makes one image.</summary>
    public delegate ClassModelImage Maker(ClassModelOptions options, IProgress<WorkProgress> progress, CancellationToken token);

    private static int Number(ArgumentResult result, string name, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        result.AddError($"{name} takes numbers from 0; '{text}' is none.");
        return 0;
    }
}
