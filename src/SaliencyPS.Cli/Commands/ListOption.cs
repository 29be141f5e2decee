using System.CommandLine;
using SaliencyPS.Cli.Input;

namespace SaliencyPS.Cli.Commands;

/// <summary>A file with a list of images.</summary>
internal sealed class ListOption
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>An option.</summary>
    /// <param name="what">What it does, a sentence.</param>
    public ListOption(string what) => Option = new("--from")
    {
        Description = $"{what} One path a line, or each ended by a NUL, as find -print0 writes them; - is standard input.",
        HelpName = "LIST",
    };

    /// <summary>The option.</summary>
    public Option<string?> Option { get; }

    /// <summary>Whether the list comes on standard input.</summary>
    public bool IsStandardInput(ParseResult parse) => parse.GetValue(Option) == StandardInput;

    /// <summary>The list; null where none was asked for.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public PathList? List(ParseResult parse, Session session)
    {
        if (parse.GetValue(Option) is not { } file) return null;
        if (file == StandardInput) return new(() => session.In, "standard input");
        if (!File.Exists(file)) throw new UsageException($"{file}: no such file.");
        // Which may be a pipe, as that of <(find photos -print0) is.
        return new(() => new StreamReader(file), file);
    }
}
