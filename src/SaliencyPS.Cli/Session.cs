using System.Diagnostics.CodeAnalysis;
using SaliencyPS.Cli.Output;
using SaliencyPS.Files;
using SaliencyPS.Inputs;
using SaliencyPS.Networks.Store;
using SaliencyPS.Runs;

namespace SaliencyPS.Cli;

/// <summary>What one run of the program reads from, writes to and is stopped by.</summary>
internal sealed class Session
{
    private bool _notedUnfamiliar;

    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }

    /// <summary>Standard output: results and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: what went wrong, and what is worth a note.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>How far the work is, where somebody watches.</summary>
    public required ProgressLine Progress { get; init; }

    /// <summary>What is behind standard output.</summary>
    public Terminal Terminal { get; init; } = Terminal.None;

    /// <summary>Networks known by name.</summary>
    public required NetworkStore Networks { get; init; }

    /// <summary>Images that searches of folders came by and left.</summary>
    public PassedOverImages PassedOver { get; } = new();

    /// <summary>Tells the time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Token { get; init; }

    /// <summary>Where results are kept that can be gone on with; null where none are.</summary>
    public ResultPart? Run { get; set; }

    /// <summary>Cancelled to have the work end once the images at hand are done; only while there is a <see
    /// cref="Run"/>.</summary>
    public CancellationTokenSource Ending { get; } = new();

    /// <summary>How many inputs failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Told of each input that failed, and why, besides standard error.</summary>
    public Action<string, string>? Failed { get; set; }

    /// <summary>What to exit with after the work.</summary>
    public int Outcome { get; private set; } = ExitCode.Done;

    /// <summary>Reports that one input failed; the rest goes on.</summary>
    public void Fail(string subject, string what)
    {
        Outcome = ExitCode.SomeFailed;
        Failures++;
        if (Run?.Key is not null) Run.Fail(subject, Text.OneLine(what));
        Failed?.Invoke(subject, Text.OneLine(what));
        Progress.Clear();
        Error.WriteLine($"saliency: {Text.OneLine(subject)}: {Text.OneLine(what)}");
        Error.Flush();
    }

    /// <summary>Says something about an input that goes on all the same.</summary>
    public void Note(string subject, string what)
    {
        Progress.Clear();
        Error.WriteLine($"saliency: note: {Text.OneLine(subject)}: {Text.OneLine(what)}");
        Error.Flush();
    }

    /// <summary>Says what is wrong with an image's file that could be decoded all the same; nothing where it is null.</summary>
    public void NoteDamage(string path, string? warning)
    {
        if (warning is not null) Note(path, warning);
    }

    /// <summary>Says how many images in folders were passed over since their formats cannot be read.</summary>
    public void NotePassedOver()
    {
        if (PassedOver.Message is not { } message) return;
        Progress.Clear();
        Error.WriteLine($"saliency: note: {message}");
    }

    /// <summary>Says, once a run, that the built-in network answers for an image that is unlike what it knows.</summary>
    public void NoteUnfamiliar(string path, bool? isUnfamiliar)
    {
        if (isUnfamiliar != true || _notedUnfamiliar) return;
        _notedUnfamiliar = true;
        Note(path, "This is unlike the rendered scenes that the built-in network knows, and its answers mean nothing there. "
            + "--network names another network, 'saliency network default NAME' makes one the default. (Told once a run.)");
    }

    /// <summary>Does the work for one input; if it fails, reports it and returns false.</summary>
    public bool Try<T>(string subject, Func<T> work, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            result = work();
            return true;
        }
        catch (Exception e) when (IsFault(e))
        {
            Fail(subject, Text.Of(e));
            result = default;
            return false;
        }
    }

    /// <summary>Does what is to be done with an image's results, and keeps them where that is asked for.</summary>
    /// <param name="input">The image.</param>
    /// <param name="stamp">Its file before it was read.</param>
    /// <param name="finish">Hands the results over, or reports why there are none.</param>
    /// <exception cref="RunInterruptedException">Results cannot be written, or the folder of the images is gone.</exception>
    public void Finish(ImageInput input, FileStamp stamp, Action finish)
    {
        if (Run is null || input.Key is not { } key)
        {
            finish();
            return;
        }

        var failures = Failures;
        Run.Begin(key, stamp);
        finish();
        if (Failures > failures && input.IsGone)
            throw new RunInterruptedException($"What '{input.Path}' was in is not there any more. What is done is "
                + "kept; --resume goes on.");
        Run.End();
    }

    /// <summary>
    /// Does the work for one input, on any thread, and returns how to go on; if it fails, that is to report it.
    /// </summary>
    public Action Attempt(string subject, Func<Action> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (IsFault(e))
        {
            return () => Fail(subject, Text.Of(e));
        }
    }

    /// <inheritdoc cref="Try{T}"/>
    public bool Try(string subject, Action work) => Try<object?>(subject, () => { work(); return null; }, out _);

    /// <summary>Writes a file as a whole or not at all; if it cannot be written, or must not, reports that.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="write">Writes the bytes.</param>
    /// <param name="replace">Whether a file that is there is replaced.</param>
    public bool Write(string path, Action<Stream> write, bool replace = true) => Try(path, () =>
    {
        if (!replace && File.Exists(path)) throw new IOException("The file exists, and --no-clobber keeps it.");
        WholeFile.Write(path, write, replace);
    });

    // Whatever one input leads to, the others are none the worse for it; results that make no whole are no input's.
    private static bool IsFault(Exception e) => e is not (OperationCanceledException or UsageException or MergeException);
}
