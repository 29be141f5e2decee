using System.CommandLine;
using SaliencyPS.Cli.Output;

namespace SaliencyPS.Cli.Commands;

/// <summary>Where the results of <c>map</c> and <c>box</c> go.</summary>
internal sealed class ResultOptions
{
    private readonly Option<bool> _json = JsonOption.Create();
    private readonly Option<string?> _out = new("--out", "-o") { Description = "Write pictures of the results (PNG) to this folder.", HelpName = "DIR" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_out);
    }

    /// <summary>Whether results go out as JSON Lines.</summary>
    public bool Json(ParseResult parse) => parse.GetValue(_json);

    /// <summary>The writer of pictures, if one is wanted.</summary>
    public PictureFiles? Files(ParseResult parse, Session session) => parse.GetValue(_out) is { } folder ? new PictureFiles(folder, session) : null;
}
