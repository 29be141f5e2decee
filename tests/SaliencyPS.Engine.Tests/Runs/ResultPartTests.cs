using SaliencyPS.Runs;
using Xunit;

namespace SaliencyPS.Tests.Runs;

/// <summary>Parts of results whose folders go away, or whose images cannot be listed.</summary>
public sealed class ResultPartTests : IDisposable
{
    private static readonly RunHeader Header = new(RunHeader.CurrentSchema, "box", 1, 1, "1.0", "tiny", []);

    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-part-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_folder_that_vanishes_is_told_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a folder whose files are open.");
        var part = Open();
        Do(part, "a.png");
        Directory.Delete(_folder, recursive: true);
        var stopped = Assert.Throws<RunInterruptedException>(() => Do(part, "b.png"));
        Assert.EndsWith("It is there no more. --resume (-Resume) goes on.", stopped.Message);
        Assert.Throws<RunInterruptedException>(part.Complete);
        part.Dispose(); // which throws nothing
    }

    /// <summary>They may well be there still.</summary>
    [Theory]
    [InlineData("inner"), InlineData(".")]
    public void Images_in_a_folder_that_cannot_be_listed_are_not_taken_for_gone(string folder)
    {
        using (var part = Open())
        {
            Do(part, "inner/a.png");
            Do(part, "b.png");
            Assert.True(part.Complete().IsComplete);
        }

        using (var part = Open())
        {
            Assert.False(part.Take("b.png", Stamp("b.png")));
            part.LeaveUnlisted(folder);
            Do(part, folder);
            var manifest = part.Complete();
            Assert.Equal((false, 3), (manifest.IsComplete, manifest.Own.Images));
        }

        using (var part = Open())
        {
            foreach (var key in (string[])["b.png", "inner/a.png"]) Assert.False(part.Take(key, Stamp(key)));
            var manifest = part.Complete();
            Assert.Equal((true, 2), (manifest.IsComplete, manifest.Own.Images));
        }
    }

    /// <summary>Such as lost+found of a disk: it is an error, and the run is complete.</summary>
    [Fact]
    public void A_folder_that_never_could_be_listed_leaves_nothing_to_be_done()
    {
        using var part = Open();
        Do(part, "b.png");
        part.LeaveUnlisted("lost+found");
        Do(part, "lost+found");
        Assert.True(part.Complete().IsComplete);
    }

    private ResultPart Open() => ResultPart.Open(_folder, Header, new(Resume: true), DateTimeOffset.UnixEpoch);

    private Func<bool, FileStamp> Stamp(string key) => byContent => FileStamp.Of(Path.Combine(_folder, key), byContent);

    private void Do(ResultPart part, string key)
    {
        Assert.True(part.Take(key, Stamp(key)));
        part.Begin(key, FileStamp.None);
        part.End();
    }
}
