using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Hosting;
using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

/// <summary>
/// What is measured in this process beside ours computes the same. Builds with <c>-p:Peers=true</c> have the libraries.
/// </summary>
public sealed class LibraryTests
{
    [Theory]
    [InlineData("squeezenet1_1")]
    [InlineData("alexnet")]
    [InlineData("mobilenet_v2")]
    [InlineData("resnet18")]
    public void Libtorch_has_our_scores_and_gradients(string name)
    {
        Assert.SkipUnless(NetworkReferences.IsLoaded, NetworkReferences.Description);
        var network = RandomNetworks.Create(name);
        using var library = NetworkReferences.Create(network)!;
        var executor = ComputeEngines.Default.CreateExecutor(network, new() { Batch = 2, GradientsPerSample = 1 });
        var random = new Random(3);
        foreach (ref var value in executor.Input.Span) value = 4 * random.NextSingle() - 2;
        library.Feed(executor.Input.Span.ToArray());

        executor.Forward();
        Assert.InRange(RelativeError.Of(executor.Logits.Span, library.Logits()), 0, 1e-5);
        // A rectifier that rounding turns makes a gradient jump; see the table of distances.
        Assert.InRange(RelativeError.Of(executor.Backward([7, 7]).Span, library.Gradient(7)), 0, 0.1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OpenCvs_cut_of_the_same_seeds_has_no_lower_energy(bool held)
    {
        Assert.SkipUnless(CutReferences.IsLoaded, CutReferences.Description);
        var cut = Rectangle.Case();
        using var library = cut.ToReference()!;

        var labels = library.Labels(held);
        Assert.InRange(labels.Sum(label => label), Rectangle.Area / 2, 2 * Rectangle.Area);
        Assert.True(cut.Energy(labels) >= cut.Cut(held).Energy - 1e-3);
        library.Cut(1, held, 1);
        Assert.Equal(labels, library.Labels(held));
    }

    [Fact]
    public void Contestants_take_turns_and_may_be_missing()
    {
        var turns = new List<string>();
        var both = Sampler.Alternate(new Effort(0, Rounds: 2, Least: 1), Turn("ours", 2), Turn("Python", 5), Turn("library", 8));
        var alone = Sampler.Alternate(Effort.Smoke, Turn("ours", 2), null, null);

        Assert.Equal(["ours", "Python", "library", "ours", "Python", "library", "ours"], turns);
        Assert.Equal((2.5, 4.0, 2.5), (both.PythonRatio, both.LibraryRatio, both.BestRatio));
        Assert.Equal((null, null, null), (alone.PythonRatio, alone.LibraryRatio, alone.BestRatio));

        Repetitions Turn(string name, double seconds) => (_, _) =>
        {
            turns.Add(name);
            return [seconds];
        };
    }
}
