using System.Diagnostics;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using Xunit;

namespace SaliencyPS.Tests.Inputs;

public sealed class ImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Images_come_by_name_and_inner_folders_after_them()
    {
        foreach (var name in (string[])["b.png", "A.JPG", "notes.txt", ".hidden.png", "a/z.bmp", "a/deep/c.jpeg"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            File.WriteAllText(Path.Combine(_folder, name), "");
        }

        Assert.Equal(["A.JPG", "b.png"], Names(recurse: false));
        Assert.Equal(["A.JPG", "b.png", "z.bmp", "c.jpeg"], Names(recurse: true));
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_a_fault()
    {
        var nowhere = Path.Combine(_folder, "nowhere");
        var input = Assert.Single(ImageFolder.List(nowhere, recurse: true, ImageLimits.Default, new()));
        Assert.Equal(nowhere, input.Path);
        Assert.IsType<DirectoryNotFoundException>(input.Fault);
    }

    /// <summary>The system gives names that are no text only as something else, at which there is nothing.</summary>
    [Fact]
    public void What_has_a_name_that_is_not_utf8_is_a_fault_that_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lets names be any bytes.");
        File.WriteAllText(Path.Combine(_folder, "a.png"), "");
        File.WriteAllText(Path.Combine(_folder, "b\uFFFD.png"), "");
        Shell("touch caf$1.png notes$1.txt && mkdir folder$1 && touch folder$1/x.png");
        try
        {
            ImageInput[] List(bool recurse) => [.. ImageFolder.List(_folder, recurse, ImageLimits.Default, new())];
            Assert.Equal(["a.png", "b\uFFFD.png", "caf\uFFFD.png"], Names(recurse: false));
            var fault = Assert.Single(List(recurse: false), input => input.Fault is not null);
            Assert.Equal(Path.Combine(_folder, "caf\uFFFD.png"), fault.Path);
            Assert.Contains("is not in UTF-8", fault.Fault!.Message);
            Assert.Contains("rename it", fault.Fault!.Message);
            Assert.Equal(["caf\uFFFD.png", "folder\uFFFD"], List(recurse: true).Where(input => input.Fault is not null)
                .Select(input => Path.GetFileName(input.Path)).Order(StringComparer.Ordinal));
        }
        finally
        {
            Shell("rm -r caf$1.png notes$1.txt folder$1"); // which .NET cannot
        }

        void Shell(string command)
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh",
                ["-c", $"set -- \"$(printf '\\351')\" && {command}"]) { WorkingDirectory = _folder })!;
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }
    }

    private IEnumerable<string> Names(bool recurse) =>
        ImageFolder.List(_folder, recurse, ImageLimits.Default, new()).Select(image => Path.GetFileName(image.Path));
}
