using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>The program as others meet it: a process with streams, signals and an exit code.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_reads_a_list_and_writes_utf8_under_any_locale()
    {
        using var process = Start("map", "-", "--network", _bench.Network, "--top", "1", "--json");
        process.StandardInput.WriteLine(_bench.Image("größe.png"));
        process.StandardInput.WriteLine(_bench["missing.png"]);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith($"{{\"path\":\"{_bench["größe.png"].Replace(@"\", @"\\")}\",\"rank\":1,", output);
        Assert.Equal($"saliency: {_bench["missing.png"]}: no such file or folder", error.TrimEnd());
    }

    [Fact]
    public void It_ends_quietly_when_its_reader_has_gone()
    {
        using var process = Start("map", "-", "--network", _bench.Network, "--json");
        var image = _bench.Image("a.png");
        process.StandardInput.WriteLine(image);
        process.StandardInput.Flush();
        Assert.NotNull(process.StandardOutput.ReadLine());
        process.StandardOutput.Close();
        process.StandardInput.WriteLine(image);
        process.StandardInput.Flush(); // and stays open: only the broken pipe can end it
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal((ExitCode.BrokenPipe, ""), (process.ExitCode, process.StandardError.ReadToEnd()));
    }

    /// <summary>Not SIGINT, which is ignored by all that a shell's background job starts.</summary>
    [Theory, InlineData("TERM", 143), InlineData("HUP", 129)]
    public void A_signal_stops_it_even_while_it_waits_for_input_and_no_half_file_stays(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        using var process = Start("report", "-", "--network", _bench.Network, "--top", "1", "--out", _bench["out.html"]);
        process.StandardInput.WriteLine(_bench.Image("a.png"));
        process.StandardInput.Flush();
        Assert.True(SpinWait.SpinUntil(() => Partial().Length == 1, Patience));
        Send(signal, process);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal((code, ""), (process.ExitCode, process.StandardError.ReadToEnd()));
        Assert.Empty(Partial());
        Assert.False(File.Exists(_bench["out.html"]));

        string[] Partial() => Directory.GetFiles(_bench.Folder, "*.partial");
    }

    /// <summary>The images at hand are done and the manifest tells of them; what comes after goes on.</summary>
    [Theory, InlineData("TERM"), InlineData("HUP")]
    public void A_signal_ends_a_run_whose_results_are_kept_after_the_image_at_hand(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        string[] run = ["box", "-", "--network", _bench.Network, "--root", _bench.Folder, "--results", _bench["out"], "--resume"];
        string part = _bench["out/part-00001-of-00001.jsonl"], manifest = Path.ChangeExtension(part, ".json");
        using (var process = Start(run))
        {
            process.StandardInput.WriteLine(_bench.Image("a.png"));
            process.StandardInput.Flush(); // and stays open
            Assert.True(SpinWait.SpinUntil(() => new FileInfo(part) is { Exists: true, Length: > 3000 }, Patience));
            Send(signal, process);
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(ExitCode.Incomplete, process.ExitCode);
            Assert.Contains("1 images are done, 0 of them failed; 0 were done before. Not all are done: --resume goes on.",
                process.StandardError.ReadToEnd());
        }

        Assert.Contains("\"isComplete\":false", File.ReadAllText(manifest));
        using (var process = Start(run))
        {
            process.StandardInput.WriteLine(_bench["a.png"]);
            process.StandardInput.WriteLine(_bench.Image("b.png"));
            process.StandardInput.Close();
            Assert.Contains("2 images are done, 0 of them failed; 1 were done before.", process.StandardError.ReadToEnd());
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(0, process.ExitCode);
        }

        Assert.Contains("\"isComplete\":true", File.ReadAllText(manifest));
    }

    /// <summary>Killed at random moments, again and again until it is done; a long run is asked for by
    /// SALIENCYPS_KILLS=20.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Killed_again_and_again_it_ends_with_the_results_of_an_unbroken_run()
    {
        var (kills, random) = (int.Parse(Environment.GetEnvironmentVariable("SALIENCYPS_KILLS") ?? "3"), new Random(1));
        foreach (var i in Enumerable.Range(0, 300)) _bench.Image($"photos/{i}.png", 24 + i % 17, 60, i % 3);
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Finish(Run("one")).Code);
        var longest = clock.Elapsed;
        for (var i = 0; i < kills; i++)
        {
            using var process = Start(Run("two"));
            process.StandardInput.Close();
            process.WaitForExit(longest * (0.2 + 0.6 * random.NextDouble()));
            process.Kill();
            Assert.True(process.WaitForExit(Patience));
        }

        Assert.Equal(0, Finish(Run("two")).Code);
        Assert.Equal(_bench.Run("merge", _bench["one"]).Out, _bench.Run("merge", _bench["two"]).Out);

        string[] Run(string folder) => ["box", _bench["photos"], "--network", _bench.Network, "--top", "1", "--results",
            _bench[folder], "--resume"];
    }

    [Fact]
    public void A_full_disk_ends_a_run_that_goes_on_when_there_is_room()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shell of Windows limits no files.");
        foreach (var i in Enumerable.Range(0, 20)) _bench.Image($"photos/{i}.png");
        string[] run = ["box", _bench["photos"], "--network", _bench.Network, "--results", _bench["out"], "--resume"];
        var start = StartInfo(run);
        var command = string.Join(' ', start.ArgumentList.Prepend(start.FileName).Select(Text.Quote));
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"ulimit -f 16; trap '' XFSZ; DOTNET_EnableWriteXorExecute=0 exec {command}"); // 8 KB
        start.FileName = "/bin/sh";
        using (var process = Process.Start(start)!)
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEnd();
            Assert.True(process.WaitForExit(Patience));
            Assert.Contains("cannot be written", error);
            Assert.Contains("--resume", error);
            Assert.Equal(ExitCode.Incomplete, process.ExitCode);
        }

        Assert.Equal(0, Finish(run).Code);
        Assert.Equal(100, _bench.Run("merge", _bench["out"]).Lines.Length);
    }

    /// <summary>And of what was killed the next run takes away what was left.</summary>
    [Fact]
    public void What_was_killed_leaves_no_half_file_under_its_name_and_the_next_run_goes_on()
    {
        var target = _bench["out.html"];
        using (var process = Start("report", "-", "--network", _bench.Network, "--out", target))
        {
            Assert.True(SpinWait.SpinUntil(() => Partial().Length == 1, Patience));
            process.Kill();
            Assert.True(process.WaitForExit(Patience));
        }

        Assert.False(File.Exists(target));
        File.SetLastWriteTimeUtc(Partial().Single(), DateTime.UtcNow.AddDays(-1));
        Assert.Equal(0, Finish("report", _bench.Image("a.png"), "--network", _bench.Network, "--out", target).Code);
        Assert.Empty(Partial());
        Assert.EndsWith("</html>", File.ReadAllText(target).TrimEnd());

        string[] Partial() => Directory.GetFiles(_bench.Folder, "*.partial");
    }

    /// <summary>Eight processes at once: the network is there afterwards, whoever was the last.</summary>
    [Fact]
    public void Imports_at_once_leave_the_network()
    {
        Process[] imports =
            [.. Enumerable.Range(0, 8).Select(_ => Start("network", "import", _bench.Network, "--name", "mine", "--force"))];
        foreach (var import in imports)
        {
            Assert.True(import.WaitForExit(Patience));
            Assert.Equal((0, ""), (import.ExitCode, import.StandardError.ReadToEnd()));
            import.Dispose();
        }

        Assert.Equal(File.ReadAllBytes(_bench.Network), File.ReadAllBytes(_bench["store/mine.onnx"]));
        Assert.Equal(0, Finish("box", _bench.Image("a.png"), "--network", "mine").Code);
        Assert.Equal([".saliencyps-lock", "mine.json", "mine.onnx"],
            Directory.GetFiles(_bench["store"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Killed at random moments; a long run is asked for by SALIENCYPS_KILLS=100.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void Killed_at_any_moment_it_leaves_whole_files_only()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("SALIENCYPS_KILLS") ?? "3");
        var random = new Random(1);
        var image = _bench.Image("a.png", 240, 200);
        TinyNetwork.Write(_bench["other.onnx"]);
        var truth = _bench.Image("truth.png", 240, 200);
        File.WriteAllText(_bench["truth.csv"], $"path,classIndex,x,y,width,height\n{truth},0,60,50,120,100\n");
        using var server = new FileServer(new() { ["/other.onnx"] = File.ReadAllBytes(_bench["other.onnx"]) });
        (string[] Command, Func<bool> Holds)[] writers =
        [
            (["network", "install", server["/other.onnx"], "--name", "mine", "--force", "--sha256",
                Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_bench["other.onnx"])))], IsNetworkWhole),
            (["map", image, "--network", "mine", "--out", _bench["maps"], "--format", "jpeg"], () => AreWhole("maps", "jpg")),
            (["neuron", image, "--network", "mine", "--layer", "2", "--out", _bench["neurons"]],
                () => AreWhole("neurons", "png")),
            (["evaluate", _bench["truth.csv"], "--network", "mine", "--report", _bench["truth-report.png"]],
                () => AreWhole("", "png")),
            (["evaluate", _bench["truth.csv"], "--network", "mine", "--report", _bench["truth.html"]],
                () => IsPage("truth.html")),
            (["network", "import", _bench["other.onnx"], "--name", "mine", "--force"], IsNetworkWhole),
            (["network", "default", "mine"], () => !File.Exists(_bench["store/default"])
                || File.ReadAllText(_bench["store/default"]) == "mine\n"),
            (["box", image, "--network", "mine", "--out", _bench["out"]], () => AreWhole("out", "png")),
            (["report", image, "--network", "mine", "--out", _bench["report.html"]], () => IsPage("report.html")),
            (["class-image", "--network", "mine", "--class", "0", "--iterations", "20", "--out", _bench["class.png"]],
                () => AreWhole("", "png")),
        ];
        Assert.Equal(0, Finish("network", "import", _bench.Network, "--name", "mine").Code);
        foreach (var (command, holds) in writers)
        {
            var clock = Stopwatch.StartNew();
            Assert.Equal(0, Finish(command).Code);
            var longest = clock.Elapsed;
            for (var i = 0; i < kills; i++)
            {
                using var process = Start(command);
                process.WaitForExit(longest * (0.3 + 0.7 * random.NextDouble()));
                process.Kill();
                Assert.True(process.WaitForExit(Patience));
                Assert.True(holds(), $"{string.Join(' ', command)}: kill {i}");
            }

            var (code, error) = Finish(command);
            Assert.Equal((0, ""), (code, error));
        }

        bool IsNetworkWhole() => Finish("network", "show", "mine").Code == 0
            && File.ReadAllBytes(_bench["store/mine.onnx"]).AsSpan().SequenceEqual(File.ReadAllBytes(_bench.Network));

        bool IsPage(string file) => !File.Exists(_bench[file])
            || File.ReadAllText(_bench[file]).TrimEnd().EndsWith("</html>", StringComparison.Ordinal);

        bool AreWhole(string folder, string extension)
        {
            foreach (var file in Directory.GetFiles(_bench[folder], $"*.{extension}")) _ = ImageDecoder.Read(file);
            return true;
        }
    }

    [Fact]
    public void Nobody_listening_for_errors_is_no_reason_to_stop()
    {
        foreach (var error in (string[])["2>&-", "2>/dev/full", "2>&- <&-"])
        {
            using var process = Redirect(error, "box", _bench["missing.png"], _bench.Image("a.png"), "--network", _bench.Network);
            Assert.Contains("a.png", process.StandardOutput.ReadToEnd());
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(ExitCode.SomeFailed, process.ExitCode);
        }
    }

    /// <summary>The runtime puts something of its own where they were, which would be read or written to.</summary>
    [Theory]
    [InlineData("<&-", "box -", "Standard input: It is closed.")]
    [InlineData("<&- >&-", "box -", "Standard input: It is closed.")]
    [InlineData("< /", "box -", "Standard input: ")]
    [InlineData(">&-", "network list", "Standard output: It is closed.")]
    [InlineData("<&- >&-", "network list", "Standard output: It is closed.")]
    [InlineData(">/dev/full", "network list", "Standard output: ")]
    public void Streams_that_are_closed_or_fail_are_an_error_that_names_them(string streams, string command, string message)
    {
        using var process = Redirect(streams, command.Split(' '));
        var error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(ExitCode.SomeFailed, process.ExitCode);
        Assert.StartsWith($"saliency: {message}", error);
    }

    /// <summary>The runtime is given less memory than the image takes.</summary>
    [Fact]
    public void Out_of_memory_has_a_message()
    {
        File.WriteAllBytes(_bench["large.bmp"], LargeBitmap());
        var start = StartInfo("box", _bench["large.bmp"], _bench.Image("a.png"), "--network", _bench.Network, "--threads", "1");
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x6000000";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(ExitCode.SomeFailed, process.ExitCode);
        Assert.StartsWith($"saliency: {_bench["large.bmp"]}: There is not enough memory for it.", error);
        Assert.Contains("a.png", output);
    }

    [Fact]
    public void An_image_that_does_not_fit_into_the_memory_is_an_error_and_the_others_go_on()
    {
        File.WriteAllBytes(_bench["large.bmp"], LargeBitmap());
        using var process = Start("box", _bench["large.bmp"], _bench.Image("a.png"), "--network", _bench.Network,
            "--memory", "200MB");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(ExitCode.SomeFailed, process.ExitCode);
        Assert.StartsWith($"saliency: {_bench["large.bmp"]}: The image of 64000000 pixels takes 183 MB of memory;", error);
        Assert.Contains("a.png", output);
    }

    /// <summary>As in a container: the home folder is empty.</summary>
    [Fact]
    public void What_is_installed_is_never_kept_in_the_current_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows asks nobody where a user's data are.");
        var home = Directory.CreateDirectory(_bench["home"]).FullName;
        var start = StartInfo("network", "import", _bench.Network, "--name", "mine");
        start.WorkingDirectory = Directory.CreateDirectory(_bench["here"]).FullName;
        start.Environment.Remove(NetworkStore.FolderVariable);
        start.Environment["HOME"] = home;
        start.Environment.Remove("XDG_DATA_HOME");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        Assert.Equal("", process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Empty(Directory.GetFileSystemEntries(start.WorkingDirectory));
        Assert.Contains("mine.onnx", Directory.GetFiles(home, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    // 8000 × 8000 pixels of nothing, run-length encoded: 192 MB once decoded.
    private static byte[] LargeBitmap()
    {
        using var data = new MemoryStream();
        using var writer = new BinaryWriter(data);
        writer.Write("BM"u8);
        foreach (var value in (int[])[62 + 2, 0, 62, 40, 8000, 8000]) writer.Write(value);
        foreach (var value in (short[])[1, 8]) writer.Write(value);
        foreach (var value in (int[])[1, 2, 0, 0, 2, 0, 0, 0xFFFFFF]) writer.Write(value); // RLE8, two colors
        writer.Write([0, 1]); // the end of the bitmap
        return data.ToArray();
    }

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        kill.WaitForExit();
    }

    private (int Code, string Error) Finish(params string[] args)
    {
        using var process = Start(args);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(Patience) && output.Wait(Patience));
        return (process.ExitCode, error);
    }

    // Started by a shell, which does to the streams what it is told.
    private Process Redirect(string streams, params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shell of Windows closes no streams.");
        var start = StartInfo(args);
        var command = string.Join(' ', start.ArgumentList.Prepend(start.FileName).Select(Text.Quote));
        start.FileName = "/bin/sh";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{command} {streams}");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private Process Start(params string[] args) => Process.Start(StartInfo(args))!;

    private ProcessStartInfo StartInfo(params string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "saliency.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment[NetworkStore.FolderVariable] = _bench["store"];
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
