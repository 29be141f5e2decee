using System.Formats.Tar;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using Xunit;

namespace SaliencyPS.Tests.Inputs;

public sealed class ImageArchiveTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.tar");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void An_archive_has_so_many_entries_and_the_images_among_the_first_are_there()
    {
        Write("a.jpg", "a.txt", "b.jpg");
        Assert.Equal(["a.jpg", "b.jpg"], List(3).Select(image => Path.GetFileName(image.Path)));
        var found = List(2);
        Assert.Equal(2, found.Count);
        Assert.Null(found[0].Fault);
        Assert.Contains("more than 2 entries", found[1].Fault!.Message);
    }

    [Fact]
    public void A_name_that_leads_upwards_is_not_read()
    {
        Write("../a.jpg", "b.jpg");
        var found = List(2);
        Assert.Contains("leads upwards", Assert.Throws<IOException>(() => found[0].Source!.Read(default)).Message);
        Assert.Equal(3, found[1].Source!.Read(default).Length);
    }

    private IReadOnlyList<ImageInput> List(int most) => ImageArchive.List(_file, ".", ImageLimits.Default, new(), most);

    private void Write(params string[] names)
    {
        using var writer = new TarWriter(File.Create(_file));
        foreach (var name in names)
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(new byte[3]) });
    }
}
