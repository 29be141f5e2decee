using System.Runtime.InteropServices;

namespace SaliencyPS.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>
    /// Some inputs failed; each was named on standard error and the rest was done. Or a network does not agree with a reference.
    /// </summary>
    public const int SomeFailed = 1;

    /// <summary>Nothing was done: bad options, an unknown class, a network that cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>Not all was done, since the run was stopped or cannot go on; what was done is kept, and --resume goes
    /// on.</summary>
    public const int Incomplete = 3;

    /// <summary>A fault of this program, not of what it was given; standard error says which.</summary>
    public const int Fault = 70;

    /// <summary>Stopped by Ctrl+C: 128 + SIGINT, as shells have it. <see cref="Of"/> has the other signals.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read the output has gone (<c>| head -1</c>): 128 + SIGPIPE, as shells have it.</summary>
    public const int BrokenPipe = 141;

    /// <summary>Stopped by a signal: 128 + its number, as shells have it.</summary>
    public static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 129,
        PosixSignal.SIGINT => Interrupted,
        PosixSignal.SIGTERM => 143,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Unknown signal."),
    };
}
