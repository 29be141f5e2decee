using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Files;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class NetworkStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-store-");

    private NetworkStore Store => new(Path.Combine(_folder.FullName, "store"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_imported_network_is_found_by_name_with_its_labels()
    {
        var entry = Store.Import(Source("a"), "Mine");
        Assert.Equal([NetworkStore.BuiltIn with { IsDefault = true }, entry], Store.List());
        Assert.Equal(entry, Store.Find("mine"));
        Assert.Equal(["left", "right"], NetworkReader.Read(entry.Path).Labels);
        Assert.Equal(["Mine.json", "Mine.onnx"], Files());
    }

    [Fact]
    public void A_taken_name_is_refused_unless_it_is_to_be_replaced()
    {
        var entry = Store.Import(Source("a"));
        Assert.Equal(entry, Assert.Throws<NetworkExistsException>(() => Store.Import(Source("a", "up\ndown\n"))).Taken);
        Assert.Equal("left", NetworkReader.Read(entry.Path).Labels[0]);
        Assert.Throws<NetworkExistsException>(() => Store.Import(Source("b", opset: 14), "a"));
        Store.Import(Source("a", "up\ndown\n"), replace: true);
        Assert.Equal("up", NetworkReader.Read(entry.Path).Labels[0]);
        Assert.Equal(["a.json", "a.onnx"], Files());
    }

    [Fact]
    public void The_same_file_with_the_same_description_may_be_imported_again()
    {
        var entry = Store.Import(Source("a"));
        var written = File.GetLastWriteTimeUtc(entry.Path);
        Assert.Equal(entry, Store.Import(Source("a"), "A"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(entry.Path));
        File.Delete(Path.ChangeExtension(entry.Path, ".json"));
        Assert.Throws<NetworkExistsException>(() => Store.Import(Source("a")));
    }

    /// <summary>Eight at once, as scripts of several machines that share a store do.</summary>
    [Fact]
    public async Task Imports_of_one_name_at_once_leave_one_network_with_its_own_description()
    {
        string[] sources = [.. Enumerable.Range(0, 8).Select(i => Source($"{i}/a", $"left{i}\nright\n", 13 + i % 3))];
        using var stop = new CancellationTokenSource();
        Store.Import(sources[0]);
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) Assert.StartsWith("left", NetworkReader.Read(Store.Find("a")!.Path).Labels[0]);
        }, TestContext.Current.CancellationToken);
        Parallel.ForEach(sources, new() { MaxDegreeOfParallelism = 8 }, source => Store.Import(source, replace: true));
        await stop.CancelAsync();
        await reader;
        var label = NetworkReader.Read(Store.Find("a")!.Path).Labels[0];
        Assert.True(NetworkStore.IsCopy(Store.Find("a")!, sources[label[^1] - '0']), label);
        Assert.Equal(["a.json", "a.onnx"], Files());
    }

    /// <summary>Under a name with another extension, the files differ in all.</summary>
    [Theory]
    [InlineData("b.onnx")]
    [InlineData("b.pt")]
    public void A_disk_that_fails_leaves_the_old_network_or_the_new_one(string other)
    {
        var (old, renamed) = (Source("a"), Source("new/b", "up\ndown\n", opset: 14));
        var source = Path.Combine(_folder.FullName, "new", other);
        if (source != renamed) File.Move(renamed, source);
        Store.Import(old, "mine");
        var seen = new SortedSet<string>();
        FailingSteps.FailEach(() => Store.Import(source, "mine", replace: true), () =>
        {
            var network = Store.Find("mine")!;
            var label = NetworkReader.Read(network.Path).Labels[0];
            Assert.True(NetworkStore.IsCopy(network, label == "left" ? old : source));
            Assert.Equal(2, Files().Length);
            seen.Add(label);
            Store.Import(old, "mine", replace: true);
        });
        Assert.Equal(["left", "up"], seen);
        FailingSteps.FailEach(() => Store.Remove(Store.Find("mine")!), () =>
        {
            Assert.Equal(Store.Find("mine") is null ? 0 : 2, Files().Length);
            Store.Import(source, "mine", replace: true);
        });
        Assert.Empty(Files());
    }

    [Fact]
    public void A_private_network_stays_private()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var source = Source("a");
        File.SetUnixFileMode(source, Mine);
        var copy = Store.Import(source).Path;
        foreach (var file in (string[])[copy, Path.ChangeExtension(copy, ".json")])
            Assert.Equal(Mine, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_description_without_a_network_is_no_ones()
    {
        Directory.CreateDirectory(Store.Folder);
        File.WriteAllText(Path.Combine(Store.Folder, "a.json"), """{"labels": ["x", "y"]}""");
        var source = Source("a");
        File.Delete(Path.ChangeExtension(source, ".json"));
        Assert.NotEqual("x", NetworkReader.Read(Store.Import(source).Path).Labels[0]);
        Assert.Equal(["a.onnx"], Files());
    }

    [Fact]
    public void Importing_a_network_over_itself_keeps_it()
    {
        var entry = Store.Import(Source("a"));
        Assert.Equal(entry, Store.Import(entry.Path, replace: true));
        Assert.Equal(2, NetworkReader.Read(entry.Path).ClassCount);
    }

    [Fact]
    public void A_file_that_is_no_network_changes_nothing()
    {
        var entry = Store.Import(Source("a"));
        var bad = Path.Combine(_folder.FullName, "a.onnx");
        File.WriteAllText(bad, "no network");
        Assert.Throws<NetworkFormatException>(() => Store.Import(bad, replace: true));
        Assert.Equal([NetworkStore.BuiltIn with { IsDefault = true }, entry], Store.List());
        Assert.Equal(["a.json", "a.onnx"], Files());
    }

    [Fact]
    public void A_removed_network_is_gone_with_its_description()
    {
        Store.Remove(Store.Import(Source("a")));
        Assert.Equal(["scenes"], Store.List().Select(one => one.Name));
        Assert.Empty(Files());
    }

    [Fact]
    public void A_network_stays_whole_where_its_description_cannot_be_removed()
    {
        var entry = Store.Import(Source("a"));
        var description = Path.ChangeExtension(entry.Path, ".json");
        File.Delete(description);
        Directory.CreateDirectory(description); // which is not deleted like a file
        Assert.Throws<UnauthorizedAccessException>(() => Store.Remove(entry));
        Assert.Equal(entry, Store.Find("a"));
        Assert.Equal(["a.onnx"], Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    public void A_name_that_is_no_file_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Store.Import(Source("a"), name));

    [Fact]
    public void The_built_in_network_comes_first_and_is_found_and_read_as_the_default()
    {
        Store.Import(Source("a"));
        Assert.Equal(["scenes", "a"], Store.List().Select(entry => entry.Name));
        Assert.Equal([true, false], Store.List().Select(entry => entry.IsDefault));
        var network = NetworkReader.Read(Store.Find("SCENES")!.Path);
        Assert.Equal((true, 24), (network.IsDefault, network.ClassCount));
        Assert.False(NetworkReader.Read(Store.Find("a")!.Path).IsDefault);
    }

    [Fact]
    public void The_network_that_was_chosen_is_the_default_until_it_is_gone()
    {
        var (first, second) = (Store.Import(Source("a")), Store.Import(Source("b")));
        Assert.Equal("scenes", Store.Chosen.Name);
        Store.Choose(second);
        Assert.Equal(("b", true, false), (Store.Chosen.Name, Store.IsChosen(second), Store.IsChosen(first)));
        Assert.Equal([false, false, true], Store.List().Select(entry => entry.IsDefault));
        Store.Import(Source("b"), replace: true);
        Assert.Equal("b", Store.Chosen.Name);
        // Nothing else is taken in its place in silence.
        Store.Remove(second);
        Assert.Contains("'b'", Assert.Throws<FileNotFoundException>(() => Store.Chosen).Message);
        Store.Choose(NetworkStore.BuiltIn);
        Assert.Equal("scenes", Store.Chosen.Name);
    }

    [Fact]
    public void The_built_in_network_is_neither_replaced_nor_removed()
    {
        Assert.Contains("built-in", Assert.Throws<NetworkExistsException>(() =>
            Store.Import(Source("a"), "Scenes", replace: true)).Message);
        Assert.Contains("built-in", Assert.Throws<ArgumentException>(() => Store.Remove(NetworkStore.BuiltIn)).Message);
        Assert.True(File.Exists(NetworkStore.BuiltIn.Path));
    }

    // A network whose labels lie in a text file of their own.
    private string Source(string name, string labels = "left\nright\n", int opset = 13)
    {
        var path = Path.Combine(_folder.FullName, name + ".onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new OnnxWriter(2, 1, 1) { Opset = opset }.Node("Flatten", "x").ToArray());
        File.WriteAllText(Path.ChangeExtension(path, ".json"), """{"labels": "names.txt"}""");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "names.txt"), labels);
        return path;
    }

    private string[] Files() =>
        [.. Directory.GetFiles(Store.Folder).Select(f => Path.GetFileName(f)!).Where(f => f != ".saliencyps-lock")
            .Order(StringComparer.Ordinal)];
}
