using SaliencyPS.Files;
using Xunit;

namespace SaliencyPS.Tests.Files;

public sealed class FolderChangeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_come_and_leave_together()
    {
        Write("gone", "1");
        Write("replaced", "2");
        Change();
        Assert.Equal("added:A replaced:B", Content());
    }

    [Fact]
    public void What_is_not_committed_leaves_no_trace()
    {
        Write("replaced", "2");
        using (var staged = FolderChange.Stage(_folder, "x"))
        using (var change = FolderChange.Begin(_folder)) change.Put(staged, "replaced");
        Assert.Equal("replaced:2", Content());
    }

    /// <summary>Before it counts nothing has changed, and from then on the next one who comes by completes it.</summary>
    [Fact]
    public void A_disk_that_fails_leaves_all_as_it_was_or_as_it_is_to_be()
    {
        Write("gone", "1");
        Write("replaced", "2");
        var (before, after) = (0, 0);
        var steps = FailingSteps.FailEach(Change, () =>
        {
            using (FolderChange.Hold(_folder))
                if (Content() == "gone:1 replaced:2") before++;
                else if (Content() == "added:A replaced:B") after++;
                else Assert.Fail(Content());
            File.Delete(At("added"));
            Write("gone", "1");
            Write("replaced", "2");
        });
        Assert.Equal((steps, true, true), (before + after, before > 5, after > 3));
    }

    [Fact]
    public async Task Others_wait_until_it_is_over()
    {
        var change = FolderChange.Begin(_folder);
        var token = TestContext.Current.CancellationToken;
        Task begun = Task.Run(() => FolderChange.Begin(_folder).Dispose(), token),
            held = Task.Run(() => FolderChange.Hold(_folder)?.Dispose(), token);
        await Task.Delay(200, token);
        Assert.False(begun.IsCompleted || held.IsCompleted);
        change.Dispose();
        await Task.WhenAll(begun, held).WaitAsync(TimeSpan.FromSeconds(30), token);
    }

    [Fact]
    public void Nothing_outside_the_folder_is_touched_whatever_a_journal_says()
    {
        var outside = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(outside, "mine");
        try
        {
            FolderChange.Begin(_folder).Dispose();
            Write(".saliencyps-change", $$"""{"Moves":{},"Deletions":["../{{Path.GetFileName(outside)}}"]}""");
            Assert.Contains("no file's name", Assert.Throws<IOException>(() => FolderChange.Complete(_folder)).Message);
            foreach (var damaged in (string[])["{", "{}", "null", """{"Moves":null,"Deletions":[]}""",
                """{"Moves":{"":""},"Deletions":[]}""", """{"Moves":{},"Deletions":[null]}""",
                """{"Moves":{},"Deletions":[".."]}"""])
            {
                Write(".saliencyps-change", damaged);
                Assert.Contains("damaged", Assert.Throws<IOException>(() => FolderChange.Complete(_folder)).Message);
            }

            Assert.Equal("mine", File.ReadAllText(outside));
        }
        finally
        {
            File.Delete(outside);
        }
    }

    private void Change()
    {
        using var added = FolderChange.Stage(_folder, "x");
        using var replacing = FolderChange.Stage(_folder, "x");
        added.Content.WriteByte((byte)'A');
        replacing.Content.WriteByte((byte)'B');
        using var change = FolderChange.Begin(_folder);
        change.Put(added, "added");
        change.Put(replacing, "replaced");
        change.Remove("gone");
        change.Remove("replaced"); // which another was put in place of
        change.Commit();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string content) => File.WriteAllText(At(name), content);

    private string Content() => string.Join(' ', Directory.GetFiles(_folder).Order(StringComparer.Ordinal)
        .Where(file => Path.GetFileName(file) != ".saliencyps-lock")
        .Select(file => $"{Path.GetFileName(file)}:{File.ReadAllText(file)}"));
}
