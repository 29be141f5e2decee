using System.Text.RegularExpressions;
using SaliencyPS.Adapters;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

public sealed class AdapterCatalogTests
{
    [Fact]
    public void Choices_are_those_of_the_catalog() =>
        Assert.Equal(Enum.GetNames<OptionalCodec>(), OptionalCodecs.All.Select(adapter => adapter.Name));

    [Fact]
    public void Every_library_is_described_as_it_can_be_fetched()
    {
        Assert.NotEmpty(AdapterCatalog.All);
        foreach (var adapter in AdapterCatalog.All)
        {
            Assert.Same(adapter, AdapterCatalog.Find(adapter.Name.ToUpperInvariant()));
            Assert.Equal(adapter.Kind == EngineKind.Codec, adapter.Formats is not null);
            Assert.All((adapter.Formats?.Values ?? []).SelectMany(extensions => extensions),
                extension => Assert.Matches(@"^\.\w+$", extension));
            Assert.All(adapter.Packages, package => Assert.Matches("^[0-9a-f]{64}$", package.Sha256));
            Assert.Contains(adapter.Packages, package => package.Version == adapter.Version && package.Lib is not null);
            Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", adapter.Assembly)), adapter.Assembly);
        }

        Assert.Contains("ImageSharp", Assert.Throws<ArgumentException>(() => AdapterCatalog.Find("nothing")).Message);
    }

    [Fact]
    public void What_adapters_are_built_against_is_what_is_fetched()
    {
        var built = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")),
                "Include=\"([^\"]+)\" Version=\"([^\"]+)\"")
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (var package in AdapterCatalog.All.SelectMany(adapter => adapter.Packages))
            if (built.TryGetValue(package.Id, out var version)) Assert.Equal(version, package.Version);
    }

    [Fact]
    public void Of_a_package_the_assemblies_and_what_is_native_are_taken()
    {
        var package = new AdapterPackage("Some", "1.0", "", 1, Lib: "lib/net8.0");
        foreach (var (path, taken) in ((string, bool)[])[("lib/net8.0/Some.dll", true), ("lib/net8.0/Some.xml", false),
            ("lib/net6.0/Some.dll", false), ("runtimes/linux-x64/native/libsome.so", true),
            ("runtimes/linux-x64/native/some.lib", false), ("runtimes/win-x64/native/some.dll", false), ("readme.md", false)])
            Assert.True(package.Provides(path, "linux-x64") == taken, path);
    }
}
