using SaliencyPS.Imaging.Terminal;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Terminal;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a\u001B[31mb", "a\uFFFD[31mb")]
    [InlineData("a\nb\u0085c\u2028d\u009Be", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("gnp.\u202Eexe", "gnp.\uFFFDexe")]
    [InlineData("\u2066a\u2069", "\uFFFDa\uFFFD")]
    [InlineData("größe \u05E9\u200F", "größe \u05E9\uFFFD")]
    [InlineData("a\u061Cb\u200Bc\uFEFFd\u00ADe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    [InlineData("dog\U000E0001\U000E0064\U000E0000.png", "dog\uFFFD\uFFFD\uFFFD.png")]
    [InlineData("cat\u200D.png, \u200C", "cat\uFFFD.png, \uFFFD")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645, \U0001F469\u200D\U0001F680",
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645, \U0001F469\u200D\U0001F680")]
    [InlineData("\u0915\u094D\u200D\u200D", "\u0915\u094D\u200D\uFFFD")]
    public void NothingCommandsTheTerminalOrTurnsTheOrderOfLetters(string text, string shown) =>
        Assert.Equal(shown, PlainText.OneLine(text));

    [Fact]
    public void AFaultOfTheProgramIsCalledThat()
    {
        Assert.Contains("a fault of SaliencyPS", PlainText.Of(new IndexOutOfRangeException()));
        Assert.Contains("OverflowException", PlainText.Of(new OverflowException()));
        Assert.Equal(PlainText.NoMemory, PlainText.Of(new OutOfMemoryException()));
        Assert.Equal("No number.", PlainText.Of(new NotFiniteNumberException("No number.")));
    }

    [Fact]
    public void NoInnerNameIsInWhatAnExceptionSays()
    {
        Assert.Equal("There is no layer 'x'.", PlainText.Of(new ArgumentException("There is no layer 'x'.", "layer")));
        Assert.Equal("Too large.", PlainText.Of(new ArgumentOutOfRangeException("side", 7, "Too large.")));
        Assert.Equal("Plain.", PlainText.Of(new ArgumentException("Plain.")));
        Assert.Equal("Of (Parameter 'a').", PlainText.Of(new IOException("Of (Parameter 'a').")));
    }
}
