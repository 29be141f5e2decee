using System.Text;
using System.Text.Json;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class NetworkCatalogTests
{
    private const string Sound = """
        [{"name": "a", "uri": "https://host/a.onnx", "sha256": "HASH", "length": 5, "license": "MIT", "source": "tests",
          "top1Accuracy": 1, "top5Accuracy": 2, "measured": "never", "description": {"labels": "imagenet"}}]
        """;

    private static readonly string Hash = new('a', 64);

    [Fact]
    public void The_catalog_in_the_box_is_sound()
    {
        var networks = NetworkCatalog.List();
        Assert.Equal("squeezenet1_1", networks[0].Name);
        Assert.All(networks, network =>
        {
            // These publishers name their files by the first digits of the checksum.
            Assert.Contains($"-{network.Sha256[..8]}.pth", network.Uri);
            Assert.InRange(network.Top1Accuracy, 50, network.Top5Accuracy);
            Assert.NotEmpty(network.License);
            var folder = Directory.CreateTempSubdirectory("saliency-catalog-");
            try
            {
                var file = Path.Combine(folder.FullName, network.Name);
                File.WriteAllText(file + ".json", network.Description);
                var description = NetworkDescription.ReadBeside(file + ".pth");
                Assert.Equal(ArchitectureCatalog.Find(network.Name), description.Architecture);
                Assert.Equal(3, description.Input!.Value.Channels);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
    }

    [Fact]
    public void A_catalog_of_ones_own_is_read()
    {
        var network = Assert.Single(Read(Sound.Replace("HASH", Hash.ToUpperInvariant())));
        Assert.Equal(("a", "https://host/a.onnx", Hash, 5), (network.Name, network.Uri, network.Sha256, network.Length));
        Assert.Equal("imagenet", JsonElement.Parse(network.Description).GetProperty("labels").GetString());
        Assert.Empty(Read("[]"));
    }

    [Theory]
    [InlineData("HASH", "12", "network 'a', field 'sha256'")]
    [InlineData("https://host/a.onnx", "ftp://host/a", "field 'uri'")]
    [InlineData("\"length\": 5", "\"length\": 0", "field 'length'")]
    [InlineData("\"a\"", "\"a/b\"", "field 'name'")]
    [InlineData("{\"labels\": \"imagenet\"}", "1", "field 'description'")]
    [InlineData("\"license\"", "\"licence\"", "licence")]
    [InlineData("\"length\": 5, ", "", "length")]
    [InlineData("\"MIT\"", "null", "license")]
    [InlineData("[{", "{", "not a catalog")]
    public void What_is_wrong_in_it_is_named(string sound, string wrong, string named)
    {
        var e = Assert.Throws<NetworkFormatException>(() => Read(Sound.Replace(sound, wrong).Replace("HASH", Hash)));
        Assert.Contains("mine.json", e.Message);
        Assert.Contains(named, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Names_are_given_once()
    {
        var twice = Sound.Replace("HASH", Hash).Trim();
        var e = Assert.Throws<NetworkFormatException>(() => Read($"{twice[..^1]}, {twice[1..].Replace("\"a\"", "\"A\"")}"));
        Assert.Contains("network 'A', field 'name'", e.Message);
    }

    private static IReadOnlyList<AvailableNetwork> Read(string json) =>
        NetworkCatalog.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "mine.json");
}
