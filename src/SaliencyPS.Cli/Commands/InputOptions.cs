using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Cli.Input;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using SaliencyPS.Runs;

namespace SaliencyPS.Cli.Commands;

/// <summary>The images that a command works on.</summary>
/// <param name="required">Whether there must be any.</param>
internal sealed class InputOptions(bool required = true)
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description =
            "Images (JPEG, PNG, BMP, others with --codec), folders of images, patterns such as 'photos/**/*.jpg', or - for a "
            + "list on standard input, one path per line.",
        Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        Validators = { RefuseUnknownOptions },
    };

    private readonly Option<bool> _recurse = new("--recurse", "-r") { Description = "Look into folders within folders, too." };
    private readonly ShardOptions _shard = new();

    /// <summary>Adds argument and option to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_paths);
        command.Add(_recurse);
        _shard.AddTo(command);
    }

    /// <summary>Whether any were named.</summary>
    public bool IsGiven(CommandResult command) => command.GetValue(_paths) is { Length: > 0 };

    /// <summary>The folder below which images are known by their paths, if one was given.</summary>
    public string? Root(ParseResult parse) => _shard.Root(parse);

    /// <summary>Which part of the images is taken.</summary>
    public Shard Shard(ParseResult parse) => _shard.Shard(parse);

    /// <summary>The images, in full paths; as a list, whose length is known, unless they come on standard input.</summary>
    public IEnumerable<ImageInput> Images(ParseResult parse, Session session, ImageLimits limits, CancellationToken token)
    {
        var paths = parse.GetRequiredValue(_paths);
        var inputs = new ImageInputs(session.In, parse.GetValue(_recurse), limits, session.PassedOver, _shard.Root(parse), token);
        var images = _shard.Take(parse, session, inputs.Expand(paths)
            .Select(input => input.Fault is null ? input with { Path = Path.GetFullPath(input.Path) } : input));
        return paths.Contains("-") ? images : images.ToList();
    }

    // The parser takes an option it does not know for one more path.
    private static void RefuseUnknownOptions(ArgumentResult paths)
    {
        foreach (var token in paths.Tokens)
            if (token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
                paths.AddError($"There is no option '{token.Value}'.");
    }
}
