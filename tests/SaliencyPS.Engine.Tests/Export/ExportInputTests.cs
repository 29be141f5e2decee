using SaliencyPS.Export;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>What written networks take: batches, classes, pixels.</summary>
public sealed class ExportInputTests
{
    private static readonly Network Network =
        NetworkReader.Read(NetworkStore.Default.List().First(entry => entry.IsBuiltIn).Path);

    private static readonly long[] Sizes = [.. Network.Input.Sizes.ToArray().Select(size => (long)size)];

    [Fact]
    public void A_batch_and_several_classes_give_what_each_gives_alone()
    {
        using var single = new ExportedNetwork(Network, new() { ClassInput = true });
        using var several = new ExportedNetwork(Network, new() { Top = 3 });
        var input = Values(2 * Network.Input.Length);
        var together = several.Run(input, [2, .. Sizes]);
        var plane = Network.Input.Plane;
        for (var n = 0; n < 2; n++)
        {
            var image = input[(n * Network.Input.Length)..((n + 1) * Network.Input.Length)];
            var scores = together.Scores[(n * Network.ClassCount)..((n + 1) * Network.ClassCount)];
            Assert.Equal(scores.Index().OrderByDescending(pair => pair.Item).Take(3).Select(pair => (long)pair.Index),
                together.Classes[(3 * n)..(3 * n + 3)]);
            for (var k = 3 * n; k < 3 * n + 3; k++)
            {
                var alone = single.Run(image, [1, .. Sizes], [together.Classes[k]]);
                Assert.InRange(RelativeError.Of(together.Maps.AsSpan(k * plane, plane), alone.Maps), 0, 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb)]
    [InlineData(ChannelOrder.Bgr)]
    public void Pixels_are_prepared_in_the_file(ChannelOrder order)
    {
        var network = Network with
        {
            Preprocessing = Network.Preprocessing with { Channels = order, Mean = [0.1f, 0.2f, 0.3f], Std = [0.5f, 0.6f, 0.7f] },
        };
        using var exported = new ExportedNetwork(network, new() { PixelInput = true });
        using var plain = new ExportedNetwork(network, new());
        var (random, plane) = (new Random(2), network.Input.Plane);
        var pixels = new byte[3 * plane];
        random.NextBytes(pixels);
        var prepared = new float[pixels.Length];
        for (var channel = 0; channel < 3; channel++)
            for (var i = 0; i < plane; i++)
                prepared[channel * plane + i] = (pixels[3 * i + (order == ChannelOrder.Bgr ? 2 - channel : channel)]
                    * network.Preprocessing.Scale - network.Preprocessing.Mean[channel]) / network.Preprocessing.Std[channel];
        var (actual, expected) = (exported.Run(pixels, [1, network.Input.Height, network.Input.Width, 3]),
            plain.Run(prepared, [1, .. Sizes]));
        Assert.InRange(RelativeError.Of(actual.Scores, expected.Scores), 0, 1e-4);
        Assert.Equal(expected.Classes, actual.Classes);
        Assert.InRange(RelativeError.Of(actual.Maps, expected.Maps), 0, 1e-2);
    }

    [Fact]
    public void More_classes_than_there_are_are_refused() => Assert.Contains("classes", Assert.Throws<ArgumentException>(() =>
        NetworkExport.Compose(Network, new() { Top = Network.ClassCount + 1 })).Message);

    private static float[] Values(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
