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
        Assert.Equal(index, ClassNames.Find(name, ImageNetLabels.Names));

    [Theory]
    [InlineData("n01440764", 0)]
    [InlineData("tench, Tinca tinca", 0)]
    [InlineData("carassius auratus", 1)]
    [InlineData("n03126707", 3)]
    public void Labels_may_begin_with_ids_and_have_synonyms(string name, int index) =>
        Assert.Equal(index, ClassNames.Find(name, WithIds));

    [Fact]
    public void What_means_two_classes_is_refused() =>
        Assert.Contains("2 (n02012849 crane) and 3",
            Assert.Throws<ArgumentException>(() => ClassNames.Find("crane", WithIds)).Message);

    [Fact]
    public void Every_id_and_every_label_of_ImageNet_means_its_class()
    {
        for (var c = 0; c < 1000; c += 7)
        {
            Assert.Equal(c, ClassNames.Find(ImageNetLabels.WordNetIds[c], ImageNetLabels.Names));
            Assert.Equal(c, ClassNames.Find(ImageNetLabels.Names[c], ImageNetLabels.Names));
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
