using System.Diagnostics;
using System.Text;
using SaliencyPS.Networks.Store;
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

    [Fact]
    public void A_signal_stops_it_even_while_it_waits_for_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        using var process = Start("map", "-", "--network", _bench.Network, "--top", "1", "--json");
        process.StandardInput.WriteLine(_bench.Image("a.png"));
        process.StandardInput.Flush();
        Assert.NotNull(process.StandardOutput.ReadLine());
        // Not SIGINT, which is ignored by all that a shell's background job starts.
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal((ExitCode.Interrupted, ""), (process.ExitCode, process.StandardError.ReadToEnd()));
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
