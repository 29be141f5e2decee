using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Runs;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cli.Commands;

/// <summary>Results that are kept in a folder, so that a run that was stopped can be gone on with.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _results = new(RunDefinitions.Results.Option!)
    {
        Description = $"{RunDefinitions.Results.Help} They are written there and not to standard output. 'saliency merge "
            + $"DIR' makes "
            + "one list of them (docs/many-machines.md).",
        HelpName = "DIR",
    };

    private readonly Option<bool> _resume = SwitchOption.Create(RunDefinitions.Resume);
    private readonly Option<bool> _retry = SwitchOption.Create(RunDefinitions.RetryFailed);
    private readonly Option<bool> _content = SwitchOption.Create(RunDefinitions.ByContent);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="others">Options that show results otherwise.</param>
    public void AddTo(Command command, params Option<bool>[] others)
    {
        foreach (Option option in (Option[])[_results, _resume, _retry, _content]) command.Add(option);
        command.Validators.Add(result =>
        {
            var isKept = result.GetValue(_results) is not null;
            foreach (var other in others.Where(other => isKept && result.GetValue(other)))
                result.AddError($"{other.Name} and {_results.Name} exclude each other: results are shown or kept.");
            foreach (var option in ((Option<bool>[])[_resume, _retry, _content]).Where(option => !isKept
                && result.GetValue(option)))
                result.AddError($"{option.Name} needs {_results.Name}.");
            if (result.GetValue(_retry) && !result.GetValue(_resume)) result.AddError($"{_retry.Name} needs {_resume.Name}.");
        });
    }

    /// <summary>Whether results are kept.</summary>
    public bool IsAsked(CommandResult command) => command.GetValue(_results) is not null;

    /// <summary>Whether kept results are gone on with.</summary>
    public bool IsResumed(CommandResult command) => command.GetValue(_resume);

    /// <summary>The folder of the results, in full; where they are kept.</summary>
    public string Folder(ParseResult parse) => Path.GetFullPath(parse.GetValue(_results)!);

    /// <summary>Opens the shard's part of the results, and has the session keep them, if that is asked for.</summary>
    /// <param name="parse">What was given.</param>
    /// <param name="session">The session.</param>
    /// <param name="command">What is computed.</param>
    /// <param name="shard">Which images.</param>
    /// <param name="networks">The networks, and what is asked of them.</param>
    /// <param name="limits">Which images are read.</param>
    /// <param name="more">What else decides the results, by name.</param>
    /// <returns>What closes it again.</returns>
    /// <exception cref="UsageException">There are several networks.</exception>
    /// <exception cref="RunRefusedException">The results there are of another kind, or are being written.</exception>
    /// <exception cref="RunInterruptedException">The folder cannot be written.</exception>
    public ResultPart? Open(ParseResult parse, Session session, string command, Shard shard,
        IReadOnlyList<(Network Network, SaliencyOptions Options)> networks, ImageLimits limits,
        params IEnumerable<(string Name, string Value)> more)
    {
        if (parse.GetValue(_results) is not { } folder) return null;
        if (networks.Count > 1)
            throw new UsageException($"{_results.Name} takes the results of one network; each takes a folder of its own.");
        var header = ImageLoop.Try(() => RunSettings.Describe(command, shard, networks[0].Network, networks[0].Options, limits,
            more));
        var part = ResultPart.Open(Path.GetFullPath(folder), header,
            new(parse.GetValue(_resume), parse.GetValue(_retry), parse.GetValue(_content)), session.Clock.GetUtcNow());
        if (part.Mended is { } mended) session.Note(folder, mended);
        session.Progress.Beat ??= TimeSpan.FromMinutes(1);
        return session.Run = part;
    }

    /// <summary>Says how the run ended, in its manifest and on standard error.</summary>
    /// <returns>What to exit with.</returns>
    public int Close(ParseResult parse, Session session)
    {
        if (session.Run is not { } run) return session.Outcome;
        if (session.Ending.IsCancellationRequested) run.LeaveIncomplete();
        var manifest = run.Complete();
        session.Note(parse.GetValue(_results)!, $"shard {manifest.Header.Part}: {manifest.Own.Images} images are done, "
            + $"{manifest.Failed} of them failed; {run.Skipped} were done before"
            + (run.SkippedFailed > 0 ? $", {run.SkippedFailed} of them failed ({_retry.Name} tries them again)" : "")
            + (manifest.IsComplete ? "." : $". Not all are done: {_resume.Name} goes on."));
        return !manifest.IsComplete ? ExitCode.Incomplete : manifest.Failed > 0 ? ExitCode.SomeFailed : session.Outcome;
    }
}
