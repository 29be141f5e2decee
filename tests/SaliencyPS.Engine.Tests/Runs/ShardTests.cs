using SaliencyPS.Runs;
using Xunit;

namespace SaliencyPS.Tests.Runs;

public sealed class ShardTests
{
    [Theory]
    [InlineData("RANK=0 WORLD_SIZE=1000001")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=1000001 SLURM_ARRAY_TASK_COUNT=1000001")]
    public void No_scheduler_says_more_than_there_may_be(string environment)
    {
        var variables = environment.Split(' ').Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        Assert.Contains("more than the 1000000", Assert.Throws<ArgumentException>(
            () => Shard.Parse("auto", variables.GetValueOrDefault)).Message);
    }

    /// <summary>Numbers that any other program computes: <c>printf %s a/b.jpg | sha256sum</c>, its first 16 digits modulo
    /// n.</summary>
    [Theory]
    [InlineData("a.jpg", 8), InlineData("a/b.jpg", 8), InlineData("größe.png", 8), InlineData("a.jpg", 1000)]
    public void The_shard_of_a_key_is_that_of_its_digest(string key, int count)
    {
        var digits = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..16];
        var expected = (int)(Convert.ToUInt64(digits, 16) % (ulong)count) + 1;
        Assert.Equal([expected], Enumerable.Range(1, count).Where(number => new Shard(number, count).Contains(key)));
    }

    /// <summary>Must never change: results of older versions are gone on with.</summary>
    [Fact]
    public void Shards_stay_what_they_are() => Assert.Equal([3, 1, 2, 5], new[] { "a.jpg", "a/b.jpg", "größe.png", "x" }
        .Select(key => Enumerable.Range(1, 8).Single(number => new Shard(number, 8).Contains(key))));

    [Fact]
    public void All_shards_together_are_all_images_and_no_image_is_in_two()
    {
        string[] keys = [.. Enumerable.Range(0, 1000).Select(i => $"folder {i % 7}/{i}.jpg")];
        foreach (var count in (int[])[1, 2, 3, 8, 1001, 5000])
        {
            var taken = Enumerable.Range(1, count).SelectMany(number => keys.Where(new Shard(number, count).Contains)).ToList();
            Assert.Equal(keys.Order(), taken.Order());
        }

        Assert.All(Enumerable.Range(1, 8), number => Assert.InRange(keys.Count(new Shard(number, 8).Contains), 80, 170));
    }

    [Fact]
    public void A_key_is_the_path_below_the_root_and_has_slashes()
    {
        var root = Path.GetFullPath("photos");
        Assert.Equal("a/b c.jpg", ImageKey.Of(root, Path.Combine(root, "a", "b c.jpg")));
        Assert.Equal("a.jpg", ImageKey.Of(root + Path.DirectorySeparatorChar, Path.Combine(root, "x", "..", "a.jpg")));
        Assert.Equal("..a.jpg", ImageKey.Of(root, Path.Combine(root, "..a.jpg")));
        var outside = Path.GetFullPath("other.jpg");
        Assert.Equal(outside.Replace(Path.DirectorySeparatorChar, '/'), ImageKey.Of(root, outside));
    }

    [Theory]
    [InlineData("1/1", 1, 1), InlineData("3/8", 3, 8), InlineData("8/8", 8, 8), InlineData("1/1000000", 1, 1_000_000)]
    public void A_shard_is_written_as_a_fraction(string text, int number, int count)
    {
        Assert.Equal((new Shard(number, count), null), Shard.Parse(text, _ => throw new InvalidOperationException()));
        Assert.Equal(text, $"{new Shard(number, count)}");
    }

    [Theory]
    [InlineData(""), InlineData("3"), InlineData("0/8"), InlineData("9/8"), InlineData("-1/8"), InlineData("3/0"),
        InlineData("3/8/2")]
    [InlineData("1/1000001"), InlineData("3 /8"), InlineData("auto/"), InlineData("auto/0"), InlineData("a/8")]
    public void Other_texts_are_refused(string text) =>
        Assert.Contains($"'{text}' is none of these", Assert.Throws<ArgumentException>(() => Shard.Parse(text, _ =>
            null)).Message);

    [Theory]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=8 SLURM_ARRAY_TASK_COUNT=8", "3/8")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=8", "1/8")]
    [InlineData("Auto/8", "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=2", "7/8")]
    [InlineData("auto/8", "JOB_COMPLETION_INDEX=7", "8/8")]
    [InlineData("auto/8", "AWS_BATCH_JOB_ARRAY_INDEX=0", "1/8")]
    [InlineData("auto", "AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=2", "2/2")]
    [InlineData("auto", "RANK=2 WORLD_SIZE=4", "3/4")]
    public void The_scheduler_tells_which_shard_it_is(string text, string variables, string shard)
    {
        var (found, from) = Shard.Parse(text, Environment(variables));
        Assert.Equal(shard, $"{found}");
        Assert.Contains(variables.Split(' ')[0], from);
    }

    [Theory]
    [InlineData("auto", "", "Nothing says which shard this is")]
    [InlineData("auto", "JOB_COMPLETION_INDEX=2", "auto/8")]
    [InlineData("auto/2", "JOB_COMPLETION_INDEX=2", "not from 0 to 1")]
    [InlineData("auto/8", "RANK=2 WORLD_SIZE=4", "WORLD_SIZE is 4")]
    [InlineData("auto", "RANK=x WORLD_SIZE=4", "RANK is 'x'")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=2", "auto/8")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=8 SLURM_ARRAY_TASK_COUNT=2", "auto/8")]
    [InlineData("auto/8", "SLURM_ARRAY_TASK_ID=0", "not from 1 to 8")]
    [InlineData("auto", "SLURM_ARRAY_TASK_ID=1", "SLURM_ARRAY_TASK_MIN is not")]
    public void What_the_scheduler_does_not_tell_is_not_guessed(string text, string variables, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() => Shard.Parse(text, Environment(variables))).Message);

    private static Func<string, string?> Environment(string variables)
    {
        var known = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('='))
            .ToDictionary(one => one[0], one => one[1]);
        return known.GetValueOrDefault;
    }
}
