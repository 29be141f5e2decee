using SaliencyPS.Files;
using Xunit;

namespace SaliencyPS.Tests.Files;

public sealed class LeftoversTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_killed_process_left_goes_when_it_is_old()
    {
        string old = Leave("old", TimeSpan.FromHours(2)), young = Leave("young", TimeSpan.FromMinutes(5));
        Leftovers.Sweep(_folder);
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
    }

    [Fact]
    public void What_is_still_written_stays_and_so_does_what_is_not_ours()
    {
        var mine = Path.Combine(_folder, "a.partial");
        File.WriteAllText(mine, "");
        File.SetLastWriteTimeUtc(mine, DateTime.UtcNow.AddDays(-1));
        using var file = new WholeFile(Path.Combine(_folder, "a.txt"));
        var partial = Directory.GetFiles(_folder, ".*").Single();
        File.SetLastWriteTimeUtc(partial, DateTime.UtcNow.AddDays(-1));
        Leftovers.Sweep($"{_folder}/"); // another name of the folder: this one was swept just now
        Assert.True(File.Exists(partial) && File.Exists(mine));
        file.Complete();
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void The_next_one_who_writes_to_the_folder_sweeps_it()
    {
        var old = Leave("old", TimeSpan.FromHours(2));
        WholeFile.Write(Path.Combine(_folder, "a.txt"), _ => { });
        Assert.False(File.Exists(old));
    }

    private string Leave(string name, TimeSpan age)
    {
        var path = Path.Combine(_folder, $".saliencyps-{name}.partial");
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }
}
