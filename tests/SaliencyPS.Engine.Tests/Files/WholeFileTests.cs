using System.ComponentModel;
using System.Diagnostics;
using SaliencyPS.Files;
using Xunit;

namespace SaliencyPS.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;

    private string Target => Path.Combine(_folder, "a.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_there_when_complete()
    {
        using (var file = new WholeFile(Target))
        {
            file.Content.WriteByte(65);
            Assert.False(File.Exists(Target));
            file.Complete();
        }

        Assert.Equal([Target], Directory.GetFiles(_folder));
        Assert.Equal("A", File.ReadAllText(Target));
    }

    [Fact]
    public void A_fault_names_the_file_that_was_asked_for()
    {
        var lost = Path.Combine(_folder, "none", "a.txt");
        Assert.Contains($"'{lost}'", Assert.Throws<IOException>(() => new WholeFile(lost)).Message);
        Directory.CreateDirectory(Target);
        Assert.DoesNotContain(".partial", Assert.ThrowsAny<Exception>(() => WholeFile.Write(Target, _ => { })).Message);
    }

    [Fact]
    public void What_fails_leaves_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(Target, _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_if_it_may_be()
    {
        File.WriteAllText(Target, "before");
        Assert.Throws<IOException>(() => WholeFile.Write(Target, stream => stream.WriteByte(65), replace: false));
        Assert.Equal(("before", 1), (File.ReadAllText(Target), Directory.GetFiles(_folder).Length));
        WholeFile.Write(Target, stream => stream.WriteByte(65));
        Assert.Equal(("A", 1), (File.ReadAllText(Target), Directory.GetFiles(_folder).Length));
    }

    [Fact]
    public void A_disk_that_fails_leaves_the_file_that_was_there()
    {
        File.WriteAllText(Target, "before");
        var steps = FailingSteps.FailEach(() =>
        {
            using var file = new WholeFile(Target, durable: true);
            for (var i = 0; i < 5; i++) file.Content.WriteByte(65);
            file.Complete();
        }, () => Assert.Equal(("before", 1), (File.ReadAllText(Target), Directory.GetFiles(_folder).Length)));
        Assert.Equal((8, "AAAAA"), (steps, File.ReadAllText(Target))); // to create, to write five times, to flush, to rename
    }

    /// <summary>A file system of 64 KB, where the machine lets one be made.</summary>
    [Fact]
    public void A_disk_that_is_full_leaves_the_file_that_was_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", _folder) == 0,
            "No small file system can be mounted here.");
        try
        {
            WholeFile.Write(Target, stream => stream.Write(new byte[30_000]));
            var e = Assert.Throws<IOException>(() => WholeFile.Write(Target, stream => stream.Write(new byte[60_000])));
            Assert.Contains("space", e.Message);
            Assert.Equal((30_000, 1), ((int)new FileInfo(Target).Length, Directory.GetFiles(_folder).Length));
        }
        finally
        {
            Run("umount", _folder);
        }

        static int Run(string command, params string[] arguments)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
                process.WaitForExit();
                return process.ExitCode;
            }
            catch (Win32Exception)
            {
                return -1; // There is no such command.
            }
        }
    }

    [Fact]
    public void A_link_is_replaced_and_never_written_through()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets few users make links.");
        var precious = Path.Combine(_folder, "precious");
        File.WriteAllText(precious, "mine");
        File.CreateSymbolicLink(Target, precious);
        WholeFile.Write(Target, stream => stream.WriteByte(65));
        Assert.Equal(("A", "mine"), (File.ReadAllText(Target), File.ReadAllText(precious)));
    }

    [Fact]
    public void A_file_that_is_replaced_keeps_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has none of this kind.");
            return;
        }

        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(Target, "before");
        File.SetUnixFileMode(Target, Mine);
        using (var file = new WholeFile(Target))
        {
            Assert.Equal(Mine, File.GetUnixFileMode(Directory.GetFiles(_folder, ".*").Single()));
            file.Complete();
        }

        Assert.Equal(Mine, File.GetUnixFileMode(Target));
    }

    /// <summary>Two processes of one number, as in two containers, or two threads.</summary>
    [Fact]
    public void Many_that_write_into_one_folder_do_not_meet()
    {
        Parallel.For(0, 200, i => WholeFile.Write(Path.Combine(_folder, $"{i}"), stream => stream.Write(new byte[i])));
        Assert.All(Enumerable.Range(0, 200), i => Assert.Equal(i, new FileInfo(Path.Combine(_folder, $"{i}")).Length));
        Assert.Equal(200, Directory.GetFiles(_folder).Length);
    }
}
