using SaliencyPS.Inputs;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Inputs;

public sealed class WebImageTests
{
    private static readonly Dictionary<string, byte[]> Files = new() { ["/a.jpg"] = [1, 2, 3] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public void Bytes_are_those_of_the_server(bool tellsLength)
    {
        using var server = new FileServer(Files) { TellsLength = tellsLength };
        Assert.Equal(Files["/a.jpg"], new WebImage(server["/a.jpg"]).Read(Token));
        using var elsewhere = new FileServer([]) { Elsewhere = server["/a.jpg"] };
        Assert.Equal(Files["/a.jpg"], new WebImage(elsewhere["/b.jpg"]).Read(Token));
    }

    [Theory]
    [InlineData("file:///etc/passwd"), InlineData("ftp://127.0.0.1/a.jpg"), InlineData("data:image/png;base64,AAAA")]
    public void A_server_does_not_lead_to_what_is_not_of_the_web(string elsewhere)
    {
        using var server = new FileServer([]) { Elsewhere = elsewhere };
        var e = Assert.Throws<IOException>(() => new WebImage(server["/a.jpg"]).Read(Token));
        Assert.Contains($"The server leads to '{elsewhere}', which is not followed", e.Message);
    }

    [Fact]
    public void A_server_does_not_lead_round_in_circles()
    {
        using var server = new FileServer([]) { Elsewhere = "/a.jpg" };
        Assert.Contains("no more than 10", Assert.Throws<IOException>(() => new WebImage(server["/a.jpg"]).Read(Token)).Message);
        Assert.Equal(1 + WebImage.MostRedirections, server.Requests.Count);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void No_image_has_more_bytes_than_it_may(bool tellsLength)
    {
        using var server = new FileServer(new() { ["/a.jpg"] = new byte[WebImage.MostBytes + 1] }) { TellsLength = tellsLength };
        var e = Assert.Throws<IOException>(() => new WebImage(server["/a.jpg"]).Read(Token));
        Assert.Equal("The server sends more than the 67108864 bytes that an image may have.", e.Message);
    }

    [Theory, InlineData(0), InlineData(2)]
    public void A_server_that_falls_silent_is_given_up(int after)
    {
        using var server = new FileServer(Files) { Stop = after };
        var image = new WebImage(server["/a.jpg"], TimeSpan.FromSeconds(0.5));
        Assert.Equal("The image did not come within 0.5 seconds.", Assert.Throws<IOException>(() => image.Read(Token)).Message);
        using var stop = new CancellationTokenSource(100);
        Assert.ThrowsAny<OperationCanceledException>(() => new WebImage(server["/a.jpg"]).Read(stop.Token));
    }

    [Fact]
    public void An_image_that_breaks_off_or_is_not_there_is_told()
    {
        using var server = new FileServer(Files) { Stop = -2 };
        Assert.Throws<HttpIOException>(() => new WebImage(server["/a.jpg"]).Read(Token));
        Assert.Equal("The server answers 404 Not Found.",
            Assert.Throws<IOException>(() => new WebImage(server["/b.jpg"]).Read(Token)).Message);
        Assert.StartsWith("The image cannot be fetched: ",
            Assert.Throws<IOException>(() => new WebImage("http://127.0.0.1:1/").Read(Token)).Message);
    }
}
