using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cli.Commands;

/// <summary>Where the results of <c>map</c> and <c>box</c> go, and how they are drawn.</summary>
internal sealed class ResultOptions
{
    private readonly ImageKind[] _standard;
    private readonly Option<bool> _json = JsonOption.Create();
    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Write images of the results to this folder.", HelpName = "DIR"
    };
    private readonly Option<bool> _show = new("--show")
    {
        Description = "Draw the results: in the terminal's colors, or with letters where there is no terminal."
    };
    private readonly Option<ImageKind[]> _kinds;
    private readonly Option<ImageFormat> _format = ChoiceOption.Create(DrawingDefinitions.Format, ImageFormat.Png);
    private readonly Option<int> _quality = NumberOption.Create(DrawingDefinitions.Quality);
    private readonly Option<ColorMap> _colors = ChoiceOption.Create(DrawingDefinitions.ColorMap, new ImageStyle().ColorMap);
    private readonly Option<double> _opacity = NumberOption.CreateOptional(DrawingDefinitions.Opacity);
    private readonly Option<bool> _caption = SwitchOption.Create(DrawingDefinitions.Caption);
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);

    /// <summary>Options for results that have certain kinds of images.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <param name="standard">Those that --out writes where none are asked for.</param>
    public ResultOptions(ImageKind[] kinds, ImageKind[] standard)
    {
        _standard = standard;
        var words = string.Join(" and ", standard).ToLowerInvariant();
        _kinds = ChoiceOption.CreateMany(
            DrawingDefinitions.Kind, kinds, $" --out draws {words} by default, --show what suits the terminal. May be repeated.");
    }

    /// <summary>The option that asks for JSON.</summary>
    public Option<bool> AsJson => _json;

    /// <summary>The option that draws in the terminal.</summary>
    public Option<bool> AsDrawing => _show;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_json, _out, _show, _kinds, _format, _quality, _colors, _opacity, _caption,
            _noClobber])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_show)) result.AddError("--json and --show exclude each other.");
        });
    }

    /// <summary>Whether results go out as JSON Lines.</summary>
    public bool Json(ParseResult parse) => parse.GetValue(_json);

    /// <summary>How images are drawn.</summary>
    public ImageStyle Style(ParseResult parse) => new()
    {
        ColorMap = parse.GetValue(_colors),
        Opacity = parse.Given(_opacity),
        Caption = parse.GetValue(_caption),
    };

    /// <summary>The writer of images, if one is wanted.</summary>
    /// <exception cref="UsageException">The folder cannot be created.</exception>
    public ImageFiles? Files(ParseResult parse, Session session) => parse.GetValue(_out) is not { } folder ? null
        : new ImageFiles(folder, session) { Kinds = Kinds(parse) ?? _standard, Style = Style(parse),
            Format = parse.GetValue(_format), Quality = parse.GetValue(_quality), Replace = Replace(parse) };

    /// <summary>Whether files that exist are replaced.</summary>
    public bool Replace(ParseResult parse) => !parse.GetValue(_noClobber);

    /// <summary>What draws a result for the terminal, if that is wanted.</summary>
    public Func<SaliencyImage, string>? Drawing(ParseResult parse, Session session)
    {
        if (!parse.GetValue(_show)) return null;
        var style = Style(parse);
        ImageKind?[] kinds = Kinds(parse) is { } asked ? [.. asked] : [null];
        return image => string.Join('\n', kinds.Select(kind => session.Terminal.Draw(image, kind, style, session.Token)));
    }

    private ImageKind[]? Kinds(ParseResult parse) =>
        parse.GetValue(_kinds) is { Length: > 0 } kinds ? [.. kinds.Distinct()] : null;
}
