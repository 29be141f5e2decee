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
}
