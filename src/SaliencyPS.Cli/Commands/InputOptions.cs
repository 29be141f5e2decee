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
            "Images (JPEG, PNG, BMP, others with --codec), folders of images, patterns such as 'photos/**/*.jpg', tar files, "
            + "addresses (https://...), or - for a list on standard input, one path per line.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly ListOption _from = new("Take the images of this list, too.");
    private readonly Option<bool> _recurse = new("--recurse", "-r") { Description = "Look into folders within folders, too." };
    private readonly ShardOptions _shard = new();

    /// <summary>Adds argument and option to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_paths);
        command.Add(_from.Option);
        command.Add(_recurse);
        _shard.AddTo(command);
        command.Validators.Add(result =>
        {
            var (paths, list) = (result.GetValue(_paths) ?? [], result.GetValue(_from.Option));
            if (required && paths.Length == 0 && list is null)
                result.AddError($"'saliency {command.Name}' needs {_paths.Name}, or {_from.Option.Name} LIST.");
            // The parser takes an option it does not know for one more path.
            foreach (var path in paths.Where(path => path.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(path)))
                result.AddError($"There is no option '{path}'.");
            if (list == ListOption.StandardInput && paths.Contains(ListOption.StandardInput))
                result.AddError($"{_paths.Name} and {_from.Option.Name} cannot both be standard input.");
        });
    }

    /// <summary>Whether any were named.</summary>
    public bool IsGiven(CommandResult command) =>
        command.GetValue(_paths) is { Length: > 0 } || command.GetValue(_from.Option) is not null;

    /// <summary>The folder below which images are known by their paths, if one was given.</summary>
    public string? Root(ParseResult parse) => _shard.Root(parse);

    /// <summary>Which part of the images is taken.</summary>
    public Shard Shard(ParseResult parse) => _shard.Shard(parse);

    /// <summary>The images, in full paths; as a list, whose length is known, unless they are told by standard input.</summary>
    public IEnumerable<ImageInput> Images(ParseResult parse, Session session, ImageLimits limits, CancellationToken token)
    {
        var paths = parse.GetValue(_paths) ?? [];
        var inputs = new ImageInputs(new(() => session.In, "standard input"), _from.List(parse, session),
            parse.GetValue(_recurse), limits, session.PassedOver, _shard.Root(parse), token);
        var images = _shard.Take(parse, session, inputs.Expand(paths).Select(input =>
            input is { Fault: null, Source: null } ? input with { Path = Path.GetFullPath(input.Path) } : input));
        return _from.IsStandardInput(parse) || paths.Contains(ListOption.StandardInput) ? images : images.ToList();
    }
}
