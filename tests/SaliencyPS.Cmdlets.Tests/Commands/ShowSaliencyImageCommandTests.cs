using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Reporting.Images;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class ShowSaliencyImageCommandTests : IDisposable
{
    private readonly TemporaryFolder _images = new();
    private readonly ShowSaliencyImageCommand _command = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData(TerminalForm.Blocks, "\e[38;2;"), InlineData(TerminalForm.Sixel, "\ePq"), InlineData(TerminalForm.Text, null)]
    public void EmitsOneStringForEachObject(TerminalForm form, string? sequence)
    {
        _command.As = form;
        _command.Run(Show, Show);
        Assert.Empty(_command.Errors);
        Assert.Equal(2, _command.Emitted.Count);
        Assert.All(_command.Emitted.Cast<string>(), text =>
        {
            Assert.StartsWith("a.png: 1. red, ", text);
            if (sequence is null) Assert.DoesNotContain('\e', text);
            else Assert.Contains(sequence, text);
        });
    }

    [Theory]
    [InlineData(40, null, 39), InlineData(40, 12, 12), InlineData(200, null, 64),
        InlineData(null, null, 64), InlineData(0, null, 64)]
    public void FitsTheHost(int? host, int? width, int expected)
    {
        _command.Host.UI!.RawUI.Resize(host);
        (_command.As, _command.Width, _command.Kind) = (TerminalForm.Blocks, width, ImageKind.HeatMap);
        _command.Run(Show);
        Assert.Equal(expected, Assert.IsType<string>(Assert.Single(_command.Emitted)).Split('\n')[1].Count(c => c == '▀'));
    }

    [Fact]
    public void IsPlainTextWhereOutputIsNoTerminal()
    {
        _command.Host.UI = null;
        _command.Run(Show);
        Assert.DoesNotContain('\e', Assert.IsType<string>(Assert.Single(_command.Emitted)));
        Assert.Contains(_command.Verbose, line => line.Contains("Drawing as Text"));
    }

    [Fact]
    public void AnUnsuitableKindIsAnError()
    {
        _command.Kind = ImageKind.Box;
        _command.Run(Show);
        Assert.Equal("PictureKindUnsuitable", Assert.Single(_command.Errors).Id);
        Assert.Empty(_command.Emitted);
    }

    private void Show() => _command.InputObject = [new SaliencyImage(Samples.Saliency(Samples.Image(_images["a.png"])))];
}
