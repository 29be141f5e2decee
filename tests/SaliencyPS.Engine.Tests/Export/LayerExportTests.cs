using SaliencyPS.Export;
using SaliencyPS.Saliency;
using SaliencyPS.TestCases;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>Every layer as ONNX operators, run by OnnxRuntime, against the engine: scores, gradients and relevance.</summary>
public sealed class LayerExportTests(ITestOutputHelper output)
{
    // Relevance is divided by sums that may nearly cancel.
    private const double MaximumError = 1e-4, MaximumRelevanceError = 1e-3;

    public static TheoryData<string> Names =>
        [.. LayerCases.For(LayerChecks.Differences).Select(one => one.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_agree(string name) => Compare(name, SaliencyMethod.Gradient);

    [Theory, MemberData(nameof(Names))]
    public void Guided_gradients_agree(string name) => Compare(name, SaliencyMethod.GuidedBackprop);

    [Theory, MemberData(nameof(Names))]
    public void Relevance_agrees(string name) => Compare(name, SaliencyMethod.LayerRelevance);

    [Fact]
    public void A_method_that_cannot_be_written_is_refused()
    {
        var fault = Assert.Throws<NotSupportedException>(() => NetworkExport.Compose(
            LayerCases.All[0].ToNetwork(), new() { Attribution = new() { Method = SaliencyMethod.Rise } }));
        Assert.Contains("Rise", fault.Message);
        Assert.Contains("GradCAM", fault.Message);
    }

    private void Compare(string name, SaliencyMethod method)
    {
        var network = LayerCases.All.First(one => one.Name == name).ToNetwork();
        var options = new AttributionOptions { Method = method };
        var count = Math.Min(2, network.ClassCount);
        ExportedResults actual;
        float[] input = Values(2 * network.Input.Length);
        try
        {
            using var exported = new ExportedNetwork(network, new() { Attribution = options, Top = count, ClassInput = true });
            // The best classes may be saturated, so that little is left of their gradients.
            long[] classes = [.. Enumerable.Range(0, 2 * count).Select(i => i % count * network.ClassCount / 2)];
            actual = exported.Run(input, [2, .. network.Input.Sizes.ToArray().Select(size => (long)size)], classes);
        }
        catch (ArgumentException e) when (e.Message.StartsWith("There is no rule for relevance", StringComparison.Ordinal))
        {
            Assert.Equal(SaliencyMethod.LayerRelevance, method);
            return;
        }

        for (var n = 0; n < 2; n++)
        {
            var crop = new EngineMaps(network, options, input.AsSpan(n * network.Input.Length, network.Input.Length));
            var scores = RelativeError.Of(actual.Scores.AsSpan(n * network.ClassCount, network.ClassCount), crop.Scores);
            Assert.True(scores <= MaximumError || double.IsNaN(scores), $"scores {scores:E1}");
            for (var k = 0; k < count; k++)
            {
                var index = n * count + k;
                var expected = crop.Map((int)actual.Classes[index]);
                var map = actual.Maps.AsSpan(index * network.Input.Plane, network.Input.Plane);
                var error = expected.All(value => value == 0) ? map.IndexOfAnyExcept(0f) : RelativeError.Of(map, expected);
                output.WriteLine($"scores {scores:E1}, map {error:E1}");
                Assert.True(
                    error <= (method == SaliencyMethod.LayerRelevance ? MaximumRelevanceError : MaximumError), $"map {error:E1}");
            }
        }
    }

    private static float[] Values(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
