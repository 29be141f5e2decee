using System.Diagnostics;
using System.Text.Json;
using SaliencyPS.Adapters;
using SaliencyPS.Downloads;
using SaliencyPS.Tests.Networks.Store;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>How libraries are installed, found and loaded.</summary>
public sealed class AdapterTests(Libraries libraries) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-adapter-");

    public static TheoryData<string> Names => [.. AdapterCatalog.All.Select(adapter => adapter.Name)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Names))]
    public void It_works_here(string name) => libraries.Load<IAdapter>(name);

    /// <summary>In a process of its own: what one has loaded, it finds again wherever the file is.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task A_part_that_is_missing_is_a_reason(string name)
    {
        libraries.Load<IAdapter>(name);
        var adapter = AdapterCatalog.Find(name);
        foreach (var missing in Directory.GetFiles(AdapterStore.Default.FolderOf(adapter)).Where(IsNeeded))
        {
            var store = new AdapterStore(_folder.CreateSubdirectory(Path.GetRandomFileName()).FullName);
            Directory.CreateDirectory(store.FolderOf(adapter));
            foreach (var file in Directory.GetFiles(AdapterStore.Default.FolderOf(adapter)).Where(file => file != missing))
                File.CreateSymbolicLink(Path.Combine(store.FolderOf(adapter), Path.GetFileName(file)), file);
            var program = Path.Combine(AppContext.BaseDirectory, "saliency.dll");
            using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "engine", "--json"])
            {
                Environment = { [AdapterStore.FolderVariable] = store.Folder }, RedirectStandardOutput = true,
            })!;
            var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            var engines = lines.Select(line => JsonElement.Parse(line)).ToArray();
            Assert.Equal("Managed", engines[0].GetProperty("name").GetString());
            var reason = engines.Single(line => line.GetProperty("name").GetString() == name).GetProperty("reason").GetString()!;
            Assert.StartsWith($"{name} {adapter.Version} in '{store.FolderOf(adapter)}' cannot be loaded: ", reason);
            Assert.Contains(Path.GetFileNameWithoutExtension(missing).Replace(".dll", ""), reason);
            if (adapter.Needs is { } needs) Assert.EndsWith($" {needs}.", reason);
        }

        // What only other devices or languages use, and tensors of .NET, which we do not.
        static bool IsNeeded(string file) => !Array.Exists(
            (string[])["providers_shared", "Tensors", "python", "shm", "backend", "custom_ops", "torchbind", "global_deps"],
            part => Path.GetFileName(file).Contains(part, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_native_library_that_is_none_is_a_reason(string name)
    {
        libraries.Load<IAdapter>(name);
        var adapter = AdapterCatalog.Find(name);
        foreach (var file in Directory.GetFiles(AdapterStore.Default.FolderOf(adapter)))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetFileName(file));
            if (file.EndsWith(".so", StringComparison.Ordinal)) File.WriteAllText(copy, "nothing");
            else File.CreateSymbolicLink(copy, file);
        }

        if (adapter.Runtimes is null) return; // it has none
        var fault = Assert.Throws<AdapterException>(() => Adapter.Start(adapter, _folder.FullName));
        Assert.Contains("cannot be loaded: ", fault.Message);
    }

    [Fact]
    public void The_cause_is_what_the_system_says_of_something_else()
    {
        const string Header = "Unable to load shared library '/e/libX.so' or one of its dependencies. In order to help diagnose "
            + "loading problems, consider using a tool like strace.\n";
        Assert.Equal("libgtk-3.so.0: cannot open shared object file: No such file or directory", AdapterContext.Cause(
            Header + "libgtk-3.so.0: cannot open shared object file: No such file or directory\n"
            + "/e/libX.so.so: cannot open shared object file: No such file or directory\n", "/e/libX.so"));
        Assert.Equal("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /e/libX.so)", AdapterContext.Cause(
            Header + "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /e/libX.so)\n", "/e/libX.so"));
    }

    [Fact]
    public void A_download_that_was_stopped_goes_on_and_another_file_is_refused()
    {
        var adapter = AdapterCatalog.Find("ImageSharp");
        var package = adapter.PackagesHere.Single();
        var (data, store) = (Libraries.Read(package), new AdapterStore(_folder.FullName));
        using (var stopping = new FileServer(new() { [Libraries.PathOf(package)] = data }) { Stop = -data.Length / 2 })
        {
            using var stop = new CancellationTokenSource();
            var early = new Watch(report => { if (report.Done > data.Length / 4) stop.Cancel(); });
            Assert.ThrowsAny<OperationCanceledException>(
                () => store.Install(adapter, [PackageSource.Of(stopping[""])], early, stop.Token));
        }

        Assert.False(store.Has(adapter));
        using (var server = new FileServer(new() { [Libraries.PathOf(package)] = data }))
        {
            var reports = new List<WorkProgress>();
            store.Install(adapter, [PackageSource.Of(server[""])], new Watch(reports.Add));
            Assert.InRange(Assert.Single(server.Requests), data.Length / 8, data.Length - 1);
            Assert.Equal((data.Length, data.Length), (reports[^1].Done, reports[^1].Total));
        }

        Assert.Equal(["SixLabors.ImageSharp.dll"],
            Directory.GetFiles(store.FolderOf(adapter)).Select(file => Path.GetFileName(file)!));
        Assert.Equal(["ImageSharp"],
            Directory.GetFileSystemEntries(_folder.FullName).Select(file => Path.GetFileName(file)!));
        Assert.True(store.Remove(adapter));
        Assert.False(store.Remove(adapter));

        data[^1] ^= 1;
        using var wrong = new FileServer(new() { [Libraries.PathOf(package)] = data });
        Assert.Throws<ChecksumException>(() => store.Install(adapter, [PackageSource.Of(wrong[""])]));
        Assert.False(store.Has(adapter));
    }

    /// <summary>As long as the process lives it has the library, but nobody is to count on it.</summary>
    [Fact]
    public void What_was_loaded_and_is_not_installed_any_more_is_told_so()
    {
        libraries.Load<IAdapter>("ImageSharp");
        var removed = AdapterCatalog.Find("ImageSharp") with { Version = "0.0.0" };
        Assert.Contains("ImageSharp is not installed in ", Adapter.WhyNot(removed));
        Assert.Throws<AdapterException>(() => Adapter.Load<IAdapter>(removed));
    }

    /// <summary>Killed at random moments; a long run is asked for by SALIENCYPS_KILLS=30.</summary>
    [Fact, Trait("Speed", "Slow")]
    public void Killed_at_any_moment_the_program_leaves_a_whole_library_or_none()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("SALIENCYPS_KILLS") ?? "3");
        var (adapter, store, random) = (AdapterCatalog.Find("Magick"), new AdapterStore(_folder.FullName), new Random(1));
        libraries.Load<IAdapter>(adapter.Name);
        var whole = Files(AdapterStore.Default.FolderOf(adapter));
        using var server = new FileServer(adapter.PackagesHere.ToDictionary(Libraries.PathOf, Libraries.Read));
        string[] install = ["engine", "install", adapter.Name, "--source", server[""]];
        string[] uninstall = ["engine", "uninstall", adapter.Name];
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Finish(install));
        var longest = clock.Elapsed;
        for (var i = 0; i < kills; i++)
            foreach (var command in store.Has(adapter) ? (string[][])[uninstall, install] : [install])
            {
                using var process = Start(command);
                process.WaitForExit(longest * (0.2 + 0.8 * random.NextDouble()));
                process.Kill();
                process.WaitForExit();
                if (store.Has(adapter)) Assert.Equal(whole, Files(store.FolderOf(adapter)));
            }

        Assert.Equal(0, Finish(install));
        Assert.Equal(whole, Files(store.FolderOf(adapter)));
        Assert.Equal(0, Finish(uninstall));
        // Parts of downloads may be there, for an hour.
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.FullName), entry => Path.GetFileName(entry) != ".downloads");

        static (string, long)[] Files(string folder) => [.. new DirectoryInfo(folder).GetFiles()
            .Select(file => (file.Name, file.Length)).OrderBy(file => file.Name, StringComparer.Ordinal)];

        int Finish(string[] command)
        {
            using var process = Start(command);
            process.WaitForExit();
            return process.ExitCode;
        }

        Process Start(string[] command)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "saliency.dll"), .. command]);
            start.Environment[AdapterStore.FolderVariable] = _folder.FullName;
            return Process.Start(start)!;
        }
    }

    private sealed class Watch(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
