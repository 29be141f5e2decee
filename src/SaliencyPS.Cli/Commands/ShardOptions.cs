using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Inputs;
using SaliencyPS.Options;
using SaliencyPS.Runs;

namespace SaliencyPS.Cli.Commands;

/// <summary>Which part of the images is taken.</summary>
internal sealed class ShardOptions
{
    private readonly Option<string?> _shard = new(RunDefinitions.Shard.Option!)
    {
        Description = $"{RunDefinitions.Shard.Help} (auto/8 where that does not say of how many: docs/many-machines.md.)",
        HelpName = "N/COUNT",
    };

    private readonly Option<string?> _root = new(RunDefinitions.Root.Option!)
    {
        Description = RunDefinitions.Root.Help,
        HelpName = "DIR",
    };

    /// <summary>The option that says which part it is.</summary>
    public Option Option => _shard;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_shard);
        command.Add(_root);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_shard) is not { } text) return;
            try
            {
                Runs.Shard.Parse(text, Environment.GetEnvironmentVariable);
            }
            catch (ArgumentException e)
            {
                result.AddError($"{_shard.Name}: {e.Message}");
            }
        });
    }

    /// <summary>The folder below which images are known by their paths, if one was given.</summary>
    public string? Root(ParseResult parse) => parse.GetValue(_root);

    /// <summary>Whether a part was asked for.</summary>
    public bool IsAsked(CommandResult command) => command.GetValue(_shard) is not null;

    /// <summary>The part that was asked for.</summary>
    public Shard Shard(ParseResult parse) => parse.GetValue(_shard) is not { } text ? Runs.Shard.Whole
        : Runs.Shard.Parse(text, Environment.GetEnvironmentVariable).Shard;

    /// <summary>
    /// The images of the part, and what was found and is none, such as a folder that cannot be listed; a path that was named and
    /// leads to no image concerns every part.
    /// </summary>
    public IEnumerable<ImageInput> Take(ParseResult parse, Session session, IEnumerable<ImageInput> images)
    {
        if (session.Run is { } run) return images.Where(image => Take(run, image));
        if (parse.GetValue(_shard) is not { } text) return images;
        var (shard, from) = Runs.Shard.Parse(text, Environment.GetEnvironmentVariable);
        if (from is not null) session.Note("--shard auto", $"This is shard {shard}, by {from}.");
        return images.Where(image => image.Key is not { } key || shard.Contains(key));
    }

    // A path that leads nowhere may be mistyped: then the images that are meant are not known, and those that were done before
    // would be taken for gone.
    private static bool Take(ResultPart run, ImageInput image)
    {
        if (image.Key is not { } key)
            throw new RunRefusedException($"{image.Path}: {image.Fault!.Message} With --results, nothing is done where a path "
                + "that is named leads to no image; put it right, or leave it out.");
        if (image.Unlisted is { } folder) run.LeaveUnlisted(folder);
        return run.Take(key, image.Stamp);
    }
}
