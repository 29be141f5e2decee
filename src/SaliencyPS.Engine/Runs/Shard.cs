using System.Globalization;

namespace SaliencyPS.Runs;

/// <summary>
/// One of several parts of a list of images, for one of several machines. Which image is in which part depends on its
/// <see cref="ImageKey"/> alone: not on the machine, on the order, nor on other images.
/// </summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>Most parts.</summary>
    public const int MostShards = 1_000_000;

    private const string Auto = "auto";

    /// <summary>The only part.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>
    /// Where schedulers say which of several tasks this one is, counted from 0, and how many there are, if they say so.
    /// </summary>
    private static readonly (string Index, string? Count)[] Schedulers =
    [
        ("JOB_COMPLETION_INDEX", null), ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE"), ("RANK", "WORLD_SIZE"),
    ];

    /// <summary>Reads <c>3/8</c>; <c>auto</c>, which is what the scheduler says; or <c>auto/8</c>, for those that do not say
    /// how many there are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <returns>The part and, where the environment told it, how.</returns>
    /// <exception cref="ArgumentException">It is none of these, or the environment does not tell.</exception>
    public static (Shard Shard, string? From) Parse(string text, Func<string, string?> environment)
    {
        var slash = text.IndexOf('/');
        var (first, second) = slash < 0 ? (text, null) : (text[..slash], text[(slash + 1)..]);
        int? count = second is null ? null
            : Integer(second) is { } given and >= 1 and <= MostShards ? given : throw Unreadable();
        if (first.Equals(Auto, StringComparison.OrdinalIgnoreCase)) return Ask(count, environment);
        return count is { } of && Integer(first) is { } number && number >= 1 && number <= of ? (new(number, of), null)
            : throw Unreadable();

        ArgumentException Unreadable() => new($"A shard is written as 3/8, the third of eight, from 1/8 to 8/8; or as auto, "
            + $"which "
            + $"asks the scheduler, or auto/8 where that does not say how many there are; '{text}' is none of these.");
    }

    /// <summary>Whether an image is in this part.</summary>
    public bool Contains(string key) => Count == 1 || Contains(ImageKey.Hash(key));

    /// <inheritdoc cref="Contains(string)"/>
    public bool Contains(UInt128 hash) => (ulong)(hash >> 64) % (ulong)Count == (ulong)(Number - 1);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static (Shard Shard, string From) Ask(int? count, Func<string, string?> environment)
    {
        if (environment("SLURM_ARRAY_TASK_ID") is { } task) return AskSlurm(Integer(task, "SLURM_ARRAY_TASK_ID"), count,
            environment);
        foreach (var (name, size) in Schedulers)
        {
            if (environment(name) is not { } said) continue;
            var index = Integer(said, name);
            var told = size is not null && environment(size) is { } sized ? Integer(sized, size) : (int?)null;
            if ((count ?? told) is not { } of)
                throw new ArgumentException($"{name} is {said}, but nothing says of how many; --shard auto/8 says that it is "
                    + $"of 8.");
            if (told is not null && told != of)
                throw new ArgumentException($"{size} is {told}, but auto/{of} says that there are {of}.");
            if (of > MostShards) throw TooMany(of);
            return index >= 0 && index < of ? (new(index + 1, of), $"{name}={said}{(told is null ? "" : $", {size}={told}")}")
                : throw new ArgumentException($"{name} is {said}, which is not from 0 to {of - 1}.");
        }

        throw new ArgumentException("Nothing says which shard this is: none of SLURM_ARRAY_TASK_ID, "
            + $"{string.Join(", ", Schedulers.Select(one => one.Index))} is set. Write it out, such as 3/8.");
    }

    // An array begins where its author likes. One that was started again for the tasks that are missing, such as --array=4,7,
    // looks
    // like a smaller one: then only the author knows of how many.
    private static (Shard Shard, string From) AskSlurm(int task, int? count, Func<string, string?> environment)
    {
        const string tasks = "SLURM_ARRAY_TASK";
        if (count is { } of)
            return task >= 1 && task <= of ? (new(task, of), $"{tasks}_ID={task}")
                : throw new ArgumentException($"{tasks}_ID is {task}, which is not from 1 to {of}: use --array=1-{of}.");
        var (least, most, all) = (Ask("MIN"), Ask("MAX"), Ask("COUNT"));
        if (all > MostShards) throw TooMany(all);
        return least is 0 or 1 && most - least + 1 == all && task >= least && task <= most
            ? (new(task - least + 1, all), $"{tasks}_ID={task}, {tasks}_MIN={least}, {tasks}_COUNT={all}")
            : throw new ArgumentException($"The array's tasks are {all} from {least} to {most}, which are not all from 1 on. "
                + $"Where "
                + $"only some of them are started again, write auto/8 if there were 8 with --array=1-8.");

        int Ask(string what) => environment($"{tasks}_{what}") is { } text ? Integer(text, $"{tasks}_{what}")
            : throw new ArgumentException($"{tasks}_ID is set, but {tasks}_{what} is not.");
    }

    private static ArgumentException TooMany(int count) =>
        new($"{count} shards are more than the {MostShards} that there may be.");

    private static int Integer(string text, string name) =>
        Integer(text) ?? throw new ArgumentException($"{name} is '{text}', which is no number.");

    private static int? Integer(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
