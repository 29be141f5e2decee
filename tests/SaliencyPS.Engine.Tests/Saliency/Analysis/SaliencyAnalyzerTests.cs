using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

public class SaliencyAnalyzerTests
{
    private static readonly Preprocessing Plain = new() { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 8 };

    [Theory]
    [InlineData(SaliencyView.Whole)]
    [InlineData(SaliencyView.Center)]
    [InlineData(SaliencyView.TenCrop)]
    public void A_linear_score_has_the_map_of_its_weights(SaliencyView view)
    {
        // For S_c = W_c·I + b the gradient is W_c whatever the image; constant weights give a constant map where a crop looked.
        var network = Linear(c => c + 1);
        foreach (var result in Analyze(network, Noise(12, 8), view, top: 3))
        {
            var expected = result.ClassIndex + 1f;
            foreach (var value in result.Map.ToImage()) Assert.True(value == 0 || Math.Abs(value - expected) < 1e-5, $"{value}");
            // In the 12×8 image the centre crop shows columns 3 … 8; ten crops show all of it.
            Assert.Equal(expected, result.Map.ToImage()[4 * 12 + 6], 1e-5);
            Assert.Equal(view == SaliencyView.Center ? 0 : expected, result.Map.ToImage()[0], 1e-5);
        }
    }

    [Fact]
    public void The_map_of_a_linear_score_is_the_largest_weight_over_the_channels()
    {
        var weight = TestNetworks.Values(3 * 36 * 2, 5);
        var network = Build(new Linear(108, 2, weight));
        var result = Analyze(network, Noise(6, 6), SaliencyView.Whole, 2).Single(r => r.ClassIndex == 1);
        for (var i = 0; i < 36; i++)
            Assert.Equal(Enumerable.Range(0, 3).Max(c => Math.Abs(weight[108 + c * 36 + i])), result.Map.Grid[i]);
    }

    [Theory]
    [InlineData(SaliencyView.Whole)]
    [InlineData(SaliencyView.Center)]
    [InlineData(SaliencyView.TenCrop)]
    public void The_bias_of_a_linear_score_is_its_bias(SaliencyView view)
    {
        var network = Build(new Linear(108, 2, TestNetworks.Values(216, 3), [0.25f, -3]));
        foreach (var result in Analyze(network, Noise(9, 13), view, 2))
            Assert.Equal(result.ClassIndex == 0 ? 0.25 : -3, result.Bias!.Value, 1e-4);
    }

    [Fact]
    public void Results_come_best_first_with_ranks_scores_and_probabilities()
    {
        var results = Analyze(Linear(c => c - 1), Noise(7, 7), SaliencyView.Whole, 3);
        Assert.Equal([2, 1, 0], results.Select(r => r.ClassIndex));
        Assert.Equal([1, 2, 3], results.Select(r => r.Rank));
        Assert.Equal(1, results.Sum(r => r.Probability), 1e-9);
        Assert.Equal(results.OrderByDescending(r => r.Score), results);
        Assert.All(results, r => Assert.Equal(("p.png", "linear", 7, 7), (r.Path, r.Network, r.Width, r.Height)));
    }

    [Fact]
    public void Named_classes_keep_their_rank_and_their_bytes()
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Plain };
        var all = Analyze(network, Noise(20, 15), SaliencyView.Whole, 5);
        var named = new SaliencyAnalyzer(network, new SaliencyOptions { Classes = [4, 1] })
            .Analyze(Noise(20, 15), "p.png").ToArray();
        Assert.Equal([4, 1], named.Select(r => r.ClassIndex));
        foreach (var result in named)
        {
            var twin = all.Single(r => r.ClassIndex == result.ClassIndex);
            Assert.Equal((twin.Rank, twin.Score, twin.Probability, twin.Bias),
                (result.Rank, result.Score, result.Probability, result.Bias));
            Assert.Equal(twin.Map.Grid, result.Map.Grid);
        }
    }

    [Theory]
    [InlineData(SaliencyView.Whole, SaliencyView.TenCrop)]
    [InlineData(SaliencyView.TenCrop, SaliencyView.Center)]
    [InlineData(SaliencyView.Center, SaliencyView.Center)]
    public void Scores_may_be_those_of_another_view_than_the_maps(SaliencyView view, SaliencyView scoreView)
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Plain };
        var (maps, scores) = (Analyze(network, Noise(20, 15), view, 5), Analyze(network, Noise(20, 15), scoreView, 5));
        var both = new SaliencyAnalyzer(network, new SaliencyOptions { View = view, ScoreView = scoreView, Top = 5 })
            .Analyze(Noise(20, 15), "p.png").ToArray();
        Assert.Equal(scores.Select(r => (r.ClassIndex, r.Rank, r.Score, r.Probability)),
            both.Select(r => (r.ClassIndex, r.Rank, r.Score, r.Probability)));
        foreach (var result in both)
        {
            var twin = maps.Single(r => r.ClassIndex == result.ClassIndex);
            Assert.Equal(twin.Map.Grid, result.Map.Grid);
            Assert.Equal((view, twin.Bias), (result.View, result.Bias));
        }

        Assert.Equal(view != scoreView, !maps.Select(r => r.Score).SequenceEqual(both.Select(r => r.Score)));
    }

    [Fact]
    public void More_classes_than_fit_into_one_pass_come_all()
    {
        var network = Build(new Linear(108, 23, TestNetworks.Values(108 * 23)));
        var results = Analyze(network, Noise(6, 6), SaliencyView.Whole, 23);
        Assert.Equal(Enumerable.Range(0, 23), results.Select(r => r.ClassIndex).Order());
        var alone = new SaliencyAnalyzer(network, new SaliencyOptions { Classes = [results[^1].ClassIndex] })
            .Analyze(Noise(6, 6), "p").Single();
        Assert.Equal(alone.Map.Grid, results[^1].Map.Grid);
    }

    [Fact]
    public void Progress_rises_to_the_whole_over_all_groups_of_classes()
    {
        var network = Build(new Linear(108, 12, TestNetworks.Values(108 * 12)));
        var shares = new List<double>();
        var options = new SaliencyOptions
        {
            Top = 12, Attribution = new AttributionOptions { Method = SaliencyMethod.SmoothGrad, Samples = 9 }
        };
        Assert.Equal(12, new SaliencyAnalyzer(network, options)
            .Analyze(new DecodedImage(Noise(6, 6)), "p", null, new(), new Shares(shares)).Count());
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(shares.Distinct(), shares);
        Assert.Contains(0.5, shares); // ten classes are one group
        Assert.Equal(1, shares[^1]);
        shares.Clear();
        _ = new SaliencyAnalyzer(network, new SaliencyOptions())
            .Analyze(new DecodedImage(Noise(6, 6)), "p", null, new(), new Shares(shares)).Count();
        Assert.Empty(shares); // one pass has no parts
    }

    [Fact]
    public void A_mirrored_image_has_the_mirrored_ten_crop_map()
    {
        var network = TestNetworks.Small(4) with { Preprocessing = Plain with { Resize = 16 } };
        var image = Noise(24, 18);
        var plain = Analyze(network, image, SaliencyView.TenCrop, 1).Single();
        var mirrored = Analyze(network, image.MirrorHorizontally(), SaliencyView.TenCrop, 1).Single();
        Assert.Equal(plain.Score, mirrored.Score, 1e-4);
        float[] a = plain.Map.ToImage(), b = mirrored.Map.ToImage();
        for (var y = 0; y < 18; y++) for (var x = 0; x < 24; x++) Assert.Equal(a[y * 24 + x], b[y * 24 + 23 - x], 1e-4);
    }

    [Fact]
    public void Threads_change_no_byte()
    {
        var network = TestNetworks.Small(5) with { Preprocessing = Plain };
        float[][] Maps(int threads) =>
            [.. new SaliencyAnalyzer(network, new SaliencyOptions { Threads = threads, View = SaliencyView.TenCrop })
                .Analyze(Noise(31, 22), "p").Select(r => r.Map.Grid.ToArray())];
        Assert.Equal(Maps(1), Maps(2));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(301, 2)]
    public void Any_size_of_image_has_a_finite_map(int width, int height)
    {
        var network = TestNetworks.Small(6) with { Preprocessing = Plain };
        foreach (var view in Enum.GetValues<SaliencyView>())
        {
            var map = Analyze(network, Noise(width, height), view, 1).Single().Map.ToImage();
            Assert.Equal(width * height, map.Length);
            Assert.All(map, value => Assert.True(float.IsFinite(value) && value >= 0));
        }
    }

    [Fact]
    public void An_image_too_elongated_to_crop_is_refused_and_still_has_a_whole_view()
    {
        var image = Noise(1, 9_000_000);
        Assert.Contains("elongated",
            Assert.Throws<ElongatedImageException>(() => Analyze(Linear(c => c), image, SaliencyView.TenCrop, 1)).Message);
        Assert.Single(Analyze(Linear(c => c), image, SaliencyView.Whole, 1));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        var network = Linear(c => c);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SaliencyAnalyzer(network, new SaliencyOptions { Top = 0 }));
        Assert.Throws<ArgumentException>(() => new SaliencyAnalyzer(network, new SaliencyOptions { Classes = [3] }));
    }

    [Theory]
    [InlineData("1", new[] { 1 })]
    [InlineData("CLASS 2", new[] { 2 })]
    [InlineData("class ?", new[] { 0, 1, 2 })]
    public void Classes_are_found_by_index_label_or_wildcard(string pattern, int[] expected) =>
        Assert.Equal(expected, ClassSelector.Resolve(Linear(c => c), [pattern]));

    [Theory]
    [InlineData("3")]
    [InlineData("dog*")]
    public void A_class_that_does_not_exist_is_named(string pattern) =>
        Assert.Contains(pattern,
            Assert.Throws<ArgumentException>(() => ClassSelector.Resolve(Linear(c => c), [pattern])).Message);

    internal static RgbImage Noise(int width, int height, int seed = 1)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    private static Network Linear(Func<int, float> weightOfClass) =>
        Build(new Linear(108, 3, [.. Enumerable.Range(0, 3).SelectMany(c => Enumerable.Repeat(weightOfClass(c), 108))]));

    private static Network Build(Linear layer)
    {
        var builder = new NetworkBuilder(new TensorShape(3, 6, 6));
        builder.Add("fc", layer);
        return builder.Build("linear") with { Preprocessing = Plain };
    }

    private static ClassSaliency[] Analyze(Network network, RgbImage image, SaliencyView view, int top) =>
        [.. new SaliencyAnalyzer(network, new SaliencyOptions { View = view, Top = top }).Analyze(image, "p.png")];

    // Progress<T> would report on another thread, later.
    private sealed class Shares(List<double> shares) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => shares.Add(value.Share!.Value);
    }
}
