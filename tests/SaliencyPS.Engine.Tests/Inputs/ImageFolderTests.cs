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

    private IEnumerable<string> Names(bool recurse) =>
        ImageFolder.List(_folder, recurse, ImageLimits.Default, new()).Select(image => Path.GetFileName(image.Path));
}
