using SaliencyPS.Imaging.Terminal;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Terminal;

public sealed class PlainTextTests
{
    [Fact]
    public void NoInnerNameIsInWhatAnExceptionSays()
    {
        Assert.Equal("There is no layer 'x'.", PlainText.Of(new ArgumentException("There is no layer 'x'.", "layer")));
        Assert.Equal("Too large.", PlainText.Of(new ArgumentOutOfRangeException("side", 7, "Too large.")));
        Assert.Equal("Plain.", PlainText.Of(new ArgumentException("Plain.")));
        Assert.Equal("Of (Parameter 'a').", PlainText.Of(new IOException("Of (Parameter 'a').")));
    }
}
