using System.CommandLine;
using SaliencyPS.Options;
using SaliencyPS.Results.Merged;
using SaliencyPS.Runs;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency merge</c>: one list of the results of all shards.</summary>
internal sealed class MergeCommand : SessionCommand
{
    private readonly Session _session;

    private readonly Argument<string> _folder = new("DIR")
    {
        Description = "The folder that --results named.",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "The file to write; by default standard output.", HelpName = "FILE",
    };

    private readonly Option<MergeFormat> _format = ChoiceOption.CreateOptional<MergeFormat>(RunDefinitions.MergeFormat);
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);

    public MergeCommand(Session session)
        : base("merge", "Make one list, ordered by path, of the results that all shards kept with --results: that of one "
            + "machine.")
    {
        Examples =
        [
            "saliency merge scan > boxes.jsonl",
            "saliency merge scan --out boxes.csv",
            "saliency merge scan --out results.json          # COCO's form",
        ];
        _session = session;
        Add(_folder);
        foreach (Option option in (Option[])[_out, _format, _noClobber]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (folder, file) = (Path.GetFullPath(parse.GetRequiredValue(_folder)), parse.GetValue(_out));
        if (!Directory.Exists(folder)) throw new UsageException($"{folder}: no such folder.");
        try
        {
            var merge = ResultMerge.Open(folder, file is null ? null : Path.GetFullPath(file), _session.Token);
            var format = parse.Given(_format) ?? MergedResults.FormatOf(file);
            if (file is not null)
            {
                if (!_session.Write(Path.GetFullPath(file), stream => Write(merge, format, stream), !parse.GetValue(_noClobber)))
                    return _session.Outcome;
            }
            else Write(merge, format, new Utf8Stream(_session.Out));
            if (merge.Failed > 0)
                _session.Note(folder, $"{merge.Failed} of {merge.Images} images failed, or have not all of their results.");
            return _session.Outcome;
        }
        catch (MergeException e)
        {
            _session.Fail(folder, e.Message + (e.Missing.Count == 0 ? "" : $" --array={MergeException.Array(e.Missing)}"));
            return ExitCode.SomeFailed;
        }
    }

    private void Write(ResultMerge merge, MergeFormat format, Stream stream) => ImageLoop.Try<object?>(() =>
    {
        MergedResults.Write(merge, format, stream, _session.Token);
        return null;
    });
}
