using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Saliency;

public class ClassContrastTests
{
    private static readonly RgbImage Image = new(20, 15, [.. Enumerable.Range(0, 900).Select(i => (byte)(i * 97 % 251))]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Takes_the_mean_of_the_rivals_and_leaves_a_twentieth(int rivals)
    {
        SaliencyMap[] maps = [.. Enumerable.Range(0, rivals + 1)
            .Select(seed => new SaliencyMap([.. TestNetworks.Values(35, seed + 1).Select(Math.Abs)], 7, 5, 14, 10))];
        var result = ClassContrast.Apply(maps[0], maps[1..], 0.6);
        var own = maps[0].Grid.ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            double taken = 0;
            foreach (var rival in maps[1..])
                taken += 0.6 / rivals * rival.Grid[i] * own.Sum(value => (double)value)
                    / rival.Grid.ToArray().Sum(value => (double)value);
            Assert.Equal(Math.Max(own[i] / 20, own[i] - taken), result.Grid[i], 1e-5);
        }

        Assert.Equal((7, 5, 14, 10), (result.GridWidth, result.GridHeight, result.Width, result.Height));
        if (rivals > 0)
            Assert.Contains(Enumerable.Range(0, 35), i => result.Grid[i] > 1.1 * own[i] / 20 && result.Grid[i] < own[i]);
    }

    [Fact]
    public void A_map_without_anything_takes_and_loses_nothing()
    {
        SaliencyMap empty = new(new float[4], 2, 2, 2, 2), full = new([1, 2, 0, 4], 2, 2, 2, 2);
        Assert.Equal(full.Grid, ClassContrast.Apply(full, [empty], 1).Grid);
        Assert.Equal(empty.Grid, ClassContrast.Apply(empty, [full], 1).Grid);
    }

    [Fact]
    public void Rivals_are_the_best_of_the_others() =>
        Assert.Equal([[9, 3, 1, 0, 4], [7, 9, 3, 1, 0]], new[] { 7, 2 }.Select(c => ClassContrast.Of(c, [7, 9, 3, 1, 0, 4, 2])));

    [Theory]
    [InlineData(SaliencyView.Whole)]
    [InlineData(SaliencyView.TenCrop)]
    public void The_map_of_a_class_is_the_same_whatever_else_is_asked_for(SaliencyView view)
    {
        var network = TestNetworks.Small(3) with
        {
            Preprocessing = new Preprocessing { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 8 }
        };
        var plain = Analyze(network, new() { View = view, Top = 5 });
        var attribution = new AttributionOptions { ClassContrast = 0.5 };
        var top = Analyze(network, new() { View = view, Top = 5, Attribution = attribution });
        for (var i = 0; i < top.Length; i++)
        {
            var rivals = plain.Where((_, other) => other != i).Select(one => one.Map).ToArray();
            Assert.Equal(ClassContrast.Apply(plain[i].Map, rivals, 0.5).Grid, top[i].Map.Grid);
            Assert.False(plain[i].Map.Grid.SequenceEqual(top[i].Map.Grid));
            var alone = Analyze(network,
                new() { View = view, Classes = [top[i].ClassIndex], Threads = 1, Attribution = attribution });
            Assert.Equal(top[i].Map.Grid, Assert.Single(alone).Map.Grid);
            Assert.Equal((plain[i].Rank, plain[i].Score, plain[i].Bias), (alone[0].Rank, alone[0].Score, alone[0].Bias));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Other_shares_are_refused(double share) =>
        Assert.Equal("ClassContrast", Assert.Throws<ArgumentOutOfRangeException>(() =>
            new AttributionOptions { ClassContrast = share }.Validate()).ParamName);

    private static ClassSaliency[] Analyze(Network network, SaliencyOptions options) =>
        [.. new SaliencyAnalyzer(network, options).Analyze(Image, "p.png")];
}
