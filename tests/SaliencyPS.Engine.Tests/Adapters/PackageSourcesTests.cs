using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SaliencyPS.Adapters;
using SaliencyPS.Downloads;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>Where packages are looked for, and in which order.</summary>
public sealed class PackageSourcesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-sources-");
    private readonly byte[] _data = Package();

    public void Dispose() => _folder.Delete(recursive: true);

    private AdapterDescription Library => new("Any", EngineKind.Compute, "Any", "1.0", "any", [One]);

    private AdapterPackage One => new(
        "Some.Library", "1.0", Convert.ToHexStringLower(SHA256.HashData(_data)), _data.Length, Lib: "lib");

    [Fact]
    public void Settings_of_nuget_are_followed_as_nuget_does()
    {
        Environment.SetEnvironmentVariable("SALIENCYPS_TEST_MIRROR", "mirror.example");
        var user = Settings("user", """
            <packageSources>
              <add key="Mirror" value="https://%SALIENCYPS_TEST_MIRROR%/v3/index.json" protocolVersion="3" />
              <add key="own" value="packages" />
              <add key="Off" value="https://off.example/index.json" />
              <add key="again" value="https://new.example/index.json" />
            </packageSources>
            <disabledPackageSources><add key="off" value="true" /><add key="own" value="false" /></disabledPackageSources>
            """);
        var machine = Settings("machine", """
            <packageSources>
              <add key="Again" value="https://old.example/index.json" /><add key="all" value="https://all.example/" />
            </packageSources>
            """);
        Assert.Equal(["https://mirror.example/v3/index.json", Path.Combine(_folder.FullName, "packages"),
            "https://new.example/index.json", "https://all.example/"], Names(user, machine));
        var clear = Settings("clear", """
            <packageSources><add key="gone" value="g" /><clear /><add key="only" value="https://only.example/" /></packageSources>
            """);
        Assert.Equal(["https://only.example/"], Names(clear, machine));
        var enabled = Settings("enabled", "<disabledPackageSources><clear /></disabledPackageSources>");
        Assert.Contains("https://off.example/index.json", Names(enabled, user));
    }

    [Fact]
    public void Where_none_is_set_up_it_says_what_to_do()
    {
        var empty = Settings("empty", "<packageSources><clear /></packageSources>");
        var fault = Assert.Throws<HttpRequestException>(() => PackageSources.Read([empty]));
        Assert.Contains(empty, fault.Message);
        Assert.Contains("dotnet nuget add source", fault.Message);
        Assert.Contains(PackageSources.Variable, fault.Message);
        Assert.Contains("NuGet.Config", Assert.Throws<HttpRequestException>(() => PackageSources.Read([])).Message);
        var damaged = Settings("damaged", "<packageSources>");
        Assert.Contains(damaged, Assert.Throws<HttpRequestException>(() => PackageSources.Read([damaged])).Message);
        Assert.Equal("https://named.example/", $"{Assert.Single(PackageSources.Get("https://named.example/"))}");
    }

    [Fact]
    public void A_service_index_says_where_packages_are()
    {
        var files = new Dictionary<string, byte[]> { [$"/files/{PackageSource.PathOf(One)}"] = _data };
        using var server = new FileServer(files);
        files["/v3/index.json"] = Encoding.UTF8.GetBytes($$"""
            { "version": "3.0.0", "resources": [ { "@id": "{{server["/query"]}}", "@type": "SearchQueryService" },
              { "@id": "{{server["/files/"]}}", "@type": "PackageBaseAddress/3.0.0" } ] }
            """);
        Assert.True(Installs(PackageSource.Of(server["/v3/index.json"])));
        files["/v3/index.json"] = "{}"u8.ToArray();
        Assert.Contains("no service index",
            Assert.Throws<HttpRequestException>(() => Installs(PackageSource.Of(server["/v3/index.json"]))).Message);
        Assert.True(Installs(PackageSource.Of(server["/files"])));
    }

    [Theory]
    [InlineData("Some.Library.1.0.nupkg")]
    [InlineData("some.library/1.0/some.library.1.0.nupkg")]
    public void A_folder_has_packages_side_by_side_or_as_servers_do(string name)
    {
        var file = Path.Combine(_folder.FullName, "packages", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, _data);
        var folder = Path.Combine(_folder.FullName, "packages");
        Assert.True(Installs(PackageSource.Of(folder)));
        Assert.True(Installs(PackageSource.Of(new Uri(folder).AbsoluteUri)));
        Assert.Throws<FileNotFoundException>(() => Installs(PackageSource.Of(_folder.FullName)));
        File.WriteAllBytes(file, [.. _data, 0]);
        Assert.Throws<ChecksumException>(() => Installs(PackageSource.Of(folder)));
    }

    [Fact]
    public void Sources_are_tried_in_turn_until_one_has_the_package()
    {
        using var without = new FileServer([]);
        using var wrong = new FileServer(new() { [$"/{PackageSource.PathOf(One)}"] = [1, 2, 3] });
        using var right = new FileServer(new() { [$"/{PackageSource.PathOf(One)}"] = _data });
        PackageSource[] sources = [.. new[] { without, wrong, right }.Select(server => PackageSource.Of(server[""]))];
        Assert.True(Installs(sources));
        var fault = Assert.Throws<HttpRequestException>(() => Installs(sources[..2]));
        Assert.Contains("No source gives Some.Library 1.0.", fault.Message);
        foreach (var source in sources[..2]) Assert.Contains($"'{source}'", fault.Message);
    }

    private bool Installs(params PackageSource[] sources)
    {
        var store = new AdapterStore(_folder.CreateSubdirectory(Path.GetRandomFileName()).FullName);
        store.Install(Library, sources);
        return File.Exists(Path.Combine(store.FolderOf(Library), "any.dll"));
    }

    private static IEnumerable<string> Names(params string[] files) => PackageSources.Read(files).Select(source => $"{source}");

    private string Settings(string name, string content)
    {
        var file = Path.Combine(_folder.FullName, $"{name}.config");
        File.WriteAllText(file, $"<?xml version=\"1.0\"?>\n<configuration>{content}</configuration>");
        return file;
    }

    private static byte[] Package()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("lib/any.dll").Open();
            entry.Write("nothing"u8);
        }

        return file.ToArray();
    }
}
