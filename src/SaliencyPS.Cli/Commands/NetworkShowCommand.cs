using System.CommandLine;
using System.Globalization;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network show</c>.</summary>
internal sealed class NetworkShowCommand : SessionCommand
{
    private const int LabelsShown = 5;

    private readonly Session _session;
    private readonly Argument<string> _network =
        new("FILE|NAME") { Description = "A network file or the name of an imported network." };
    private readonly Option<string?> _architecture = NetworkOptions.Architecture(), _output = NetworkOptions.Output();
    private readonly Option<bool> _layers = new("--layers")
    {
        Description = "List the layers instead: what --layer takes, shapes, and receptive fields in pixels of the network's "
        + "input."
    };
    private readonly Option<bool> _json = JsonOption.Create();

    public NetworkShowCommand(Session session) : base("show", "Read a network and tell what it takes and gives.")
    {
        _session = session;
        Add(_network);
        Add(_architecture);
        Add(_output);
        Add(_layers);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var path = Path.GetFullPath(NetworkOptions.Find(parse.GetRequiredValue(_network), _session));
        var network = NetworkOptions.Read(path, parse.GetValue(_architecture), parse.GetValue(_output));
        if (parse.GetValue(_layers)) WriteLayers(network.Layers, parse.GetValue(_json));
        else if (parse.GetValue(_json)) JsonLines.Write(_session.Out, NetworkDetails.From(network, path));
        else Write(NetworkDetails.From(network, path));
        return ExitCode.Done;
    }

    private void WriteLayers(IReadOnlyList<NetworkLayer> layers, bool json)
    {
        if (!json) _session.Out.WriteLine($"{"layer",6}  {"shape",-14}{"receptive field",-17}{"type",-28}name");
        foreach (var layer in layers)
        {
            if (json) JsonLines.Write(_session.Out, LayerLine.From(layer));
            else
                _session.Out.WriteLine(
                    $"{layer.Index,6}  {layer.Shape,-14}{layer.ReceptiveField,-17}{layer.Type,-28}{Text.OneLine(layer.Name)}");
        }
    }

    private void Write(NetworkDetails network)
    {
        void Row(string name, string value) => _session.Out.WriteLine($"{name,-14}{Text.OneLine(value)}");
        // What is described, and where.
        void Sourced(string name, string value, string field) =>
            Row(name, network.Sources.TryGetValue(field, out var source) ? $"{value}  ({source})" : value);
        static string List(IEnumerable<float> values) =>
            string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

        Row("name", network.Name);
        Row("file", network.Path);
        Sourced("input", $"{network.Channels}×{network.Height}×{network.Width}", "input");
        Row("layers", $"{network.LayerCount}");
        Sourced("channels", network.ChannelOrder.ToString().ToUpperInvariant(), "channels");
        Sourced("scale", List([network.Scale]), "scale");
        Sourced("mean", List(network.Mean), "mean");
        Sourced("std", List(network.Std), "std");
        Sourced("interpolation", network.Interpolation, "interpolation");
        Sourced("resize", network.ResizeHeight == network.ResizeWidth ? $"{network.Resize}"
            : $"{network.ResizeHeight}×{network.ResizeWidth}", "resize");
        Sourced("crop mode", network.IsSquashed ? "squash" : "center", "crop_mode");
        Row("probability", network.Probability switch
        {
            ProbabilityKind.Softmax => "soft-max of the scores",
            ProbabilityKind.Sigmoid => "sigmoid of each score",
            ProbabilityKind.None => "none",
            var kind => throw new NotSupportedException($"There is no word for probabilities of the kind {kind}."),
        });
        Sourced("classes", $"{network.ClassCount}: {string.Join("; ", network.Labels.Take(LabelsShown))}"
            + $"{(network.ClassCount > LabelsShown ? "; …" : "")}", "labels");
        if (network.Outputs.Count > 1)
            Row("outputs", string.Join("; ", network.Outputs.Select(name => name == network.Output ? $"{name} (taken)" : name)));
        foreach (var note in network.Notes) Row("note", note);
    }
}
