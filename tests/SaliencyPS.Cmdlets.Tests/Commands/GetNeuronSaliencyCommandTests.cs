using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class GetNeuronSaliencyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GetNeuronSaliencyCommand _command =
        new() { Network = new NetworkArgument(Samples.Network), Layer = "blurred" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EmitsTheStrongestNeuronsOfEachImage()
    {
        var (red, blue) = (Samples.Image(_folder["red.png"]), Samples.Image(_folder["blue.png"], 20, 20, 220));
        _command.Strongest = 2;
        _command.Run(() => _command.LiteralPath = [red], () => _command.LiteralPath = [blue]);
        Assert.Empty(_command.Errors);
        Assert.Equal([red, red, blue, blue], Results.Select(r => r.Path));
        Assert.All(Results, r => Assert.Equal(("blurred", "colors", 64, 48), (r.Layer, r.Network, r.Width, r.Height)));
        Assert.True(Results[0].Activation >= Results[1].Activation);
        // The strongest neuron lies in the square.
        var box = Results[0].ReceptiveField;
        Assert.True(box.X < 40 && box.X + box.Width > 20 && box.Y < 32 && box.Y + box.Height > 12, $"{box}");
        Assert.NotEqual(Results[0].Channel, Results[2].Channel);
    }

    [Fact]
    public void TakesChannelsPositionsAndRules()
    {
        var red = Samples.Image(_folder["red.png"]);
        (_command.Channel, _command.Position, _command.Rule, _command.View) =
            ([2, 0], [3, 5], GradientRule.Guided, SaliencyView.Center);
        _command.Run(() => _command.LiteralPath = [red]);
        Assert.Equal([(2, 3, 5), (0, 3, 5)], Results.Select(r => (r.Channel, r.Row!.Value, r.Column!.Value)));
        Assert.All(Results, r => Assert.Equal((GradientRule.Guided, SaliencyView.Center), (r.Rule, r.View)));

        var whole = new GetNeuronSaliencyCommand { Network = _command.Network, Layer = "LOGITS", Channel = [0] };
        whole.Run(() => whole.LiteralPath = [red]);
        var logit = Assert.IsType<NeuronSaliency>(Assert.Single(whole.Emitted));
        var twin = Samples.Saliency(red);
        Assert.Equal((twin.ClassIndex, twin.Score), (logit.Channel, logit.Activation));
        Assert.Equal(twin.Map.Grid, logit.Map.Grid);
    }

    [Fact]
    public void OneBadFileDoesNotStopTheRest()
    {
        File.WriteAllText(_folder["text.png"], "no image");
        _command.Run(() => _command.LiteralPath = [_folder["none.png"], _folder["text.png"], Samples.Image(_folder["good.png"])]);
        Assert.Equal(["PictureNotFound", "PictureUnreadable"], _command.Errors.Select(e => e.Id));
        Assert.Equal(5, Results.Count);
    }

    [Theory]
    [InlineData("nowhere", null, null, "LayerNotFound", "nowhere", "logits")]
    [InlineData("6", null, null, "LayerNotFound", "6", ".Layers")]
    [InlineData("answers", 4, null, "NeuronNotFound", "answers", "0 to 3")]
    [InlineData("answers", null, 32, "NeuronNotFound", "answers", "0 to 31")]
    [InlineData("logits", null, 1, "NeuronNotFound", "logits", "0 to 0")]
    public void WhatIsNotThereEndsThePipeline(string layer, int? channel, int? row, string id, string target, string message)
    {
        (_command.Layer, _command.Channel, _command.Position) =
            (layer, channel is { } c ? [c] : null, row is { } y ? [y, 0] : null);
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal((id, ErrorCategory.ObjectNotFound, target), (error.Id, error.Category, error.TargetObject));
        Assert.Contains(message, error.Exception.Message);
    }

    [Fact]
    public void NetworksThatTakeNoImagesAndMemoryThatHoldsNoneEndThePipeline()
    {
        Network odd = NetworkReader.Read(Path.Combine(Samples.Repository, "tests", "Pester", "fixtures", "two-channels.onnx"));
        var command = new GetNeuronSaliencyCommand { Network = new NetworkArgument(odd), Layer = "1" };
        Assert.Equal("NetworkUnsuitable", Assert.Throws<TerminatingErrorException>(() => command.Run()).Error.Id);
        _command.MemoryLimit = 1000;
        Assert.Equal("MemoryLimitTooLow", Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error.Id);
    }

    private IReadOnlyList<NeuronSaliency> Results => [.. _command.Emitted.Cast<NeuronSaliency>()];
}
