using SaliencyPS.Networks.Catalog;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

public sealed class ImageNetLabelsTests
{
    [Fact]
    public void There_are_a_thousand_different_names_and_ids_in_the_order_of_the_ids()
    {
        Assert.Equal(1000, ImageNetLabels.Names.Distinct().Count());
        Assert.Equal(1000, ImageNetLabels.WordNetIds.Distinct().Count());
        Assert.Equal(ImageNetLabels.WordNetIds.Order(StringComparer.Ordinal), ImageNetLabels.WordNetIds);
        Assert.All(ImageNetLabels.WordNetIds, id => Assert.Matches("^n[0-9]{8}$", id));
    }

    [Theory]
    [InlineData(0, "n01440764", "tench")]
    [InlineData(134, "n02012849", "crane bird")]
    [InlineData(517, "n03126707", "crane")]
    [InlineData(999, "n15075141", "toilet tissue")]
    public void Known_classes(int index, string id, string name) =>
        Assert.Equal((id, name), (ImageNetLabels.WordNetIds[index], ImageNetLabels.Names[index]));
}
