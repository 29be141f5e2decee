using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Networks.Catalog;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.GroundTruth;

public sealed class ClassNamesTests
{
    private static readonly string[] WithIds = ["n01440764 tench", "n01443537 goldfish, Carassius auratus",
        "n02012849 crane", "n03126707 crane"];

    [Theory]
    [InlineData("0", 0)]
    [InlineData("n01440764", 0)]
    [InlineData("N01440764", 0)]
    [InlineData("n01440764 tench, Tinca tinca", 0)]
    [InlineData("Tench", 0)]
    [InlineData("tench, Tinca tinca", 0)]
    [InlineData("sea_snake", 65)]
    [InlineData("maillot, tank suit", 639)]
    [InlineData("maillot", 638)]
    [InlineData("n02012849", 134)]
    [InlineData("unicorn", -1)]
    [InlineData("n99999999", -1)]
    [InlineData("1000", -1)]
    [InlineData("ten", -1)]
    public void Names_mean_classes_of_ImageNet(string name, int index) =>
        Assert.Equal(index, new ClassNames(ImageNetLabels.Names).Find(name));

    [Theory]
    [InlineData("n01440764", 0)]
    [InlineData("tench, Tinca tinca", 0)]
    [InlineData("carassius auratus", 1)]
    [InlineData("n03126707", 3)]
    public void Labels_may_begin_with_ids_and_have_synonyms(string name, int index) =>
        Assert.Equal(index, new ClassNames(WithIds).Find(name));

    [Fact]
    public void What_means_two_classes_is_refused() =>
        Assert.Contains("2 (n02012849 crane) and 3",
            Assert.Throws<ArgumentException>(() => new ClassNames(WithIds).Find("crane")).Message);

    [Fact]
    public void Every_id_and_every_label_of_ImageNet_means_its_class()
    {
        for (var c = 0; c < 1000; c += 7)
        {
            Assert.Equal(c, new ClassNames(ImageNetLabels.Names).Find(ImageNetLabels.WordNetIds[c]));
            Assert.Equal(c, new ClassNames(ImageNetLabels.Names).Find(ImageNetLabels.Names[c]));
        }
    }

    [Fact]
    public void Finding_agrees_with_what_is_meant_of_each_label()
    {
        string[] labels = [.. WithIds, "maillot, tank suit", "maillot", "sea_snake", "cock, rooster", "n01514668"];
        var classes = new ClassNames(labels);
        foreach (var name in (string[])[.. labels, "rooster", "tank suit", "tench", "goldfish", "carassius auratus", "n01514668",
            "n01440764 x", "hen", "7", "cock, hen", "Sea Snake", ""])
        {
            int[] meant = [.. Enumerable.Range(0, labels.Length).Where(c => ClassNames.Means(name, c, labels[c]))];
            if (meant is [var only]) Assert.Equal(only, classes.Find(name));
            else if (meant.Length == 0) Assert.Equal(-1, classes.Find(name));
        }
    }

    [Fact]
    public void An_index_decides_where_there_is_one()
    {
        var box = new GroundTruthBox("a", 3, 0, 0, 1, 1) { ClassName = "tench" };
        Assert.True(box.IsOf(3, "anything"));
        Assert.False(box.IsOf(0, "tench"));
        Assert.False(new GroundTruthBox("a", -1, 0, 0, 1, 1).IsOf(0, ""));
    }
}
