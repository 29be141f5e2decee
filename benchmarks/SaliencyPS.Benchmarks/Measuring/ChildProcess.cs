using System.Diagnostics;

namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>One run of another program: how long it took, when its lines came and how much memory it had at the most.</summary>
internal sealed class ChildProcess
{
    private readonly List<(double Seconds, long? Peak)> _lines = [];

    private ChildProcess() { }

    /// <summary>From start to end.</summary>
    public double Seconds { get; private set; }

    /// <summary>
    /// Lines on standard output: seconds from the start, and the peak of the resident memory until then, where the system tells.
    /// </summary>
    public IReadOnlyList<(double Seconds, long? Peak)> Lines => _lines;

    /// <summary>Most resident memory, in bytes; null where the system does not tell.</summary>
    public long? Peak { get; private set; }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program; its streams are redirected here.</param>
    /// <param name="input">Lines for standard input.</param>
    /// <exception cref="ChildProcessException">It failed or had nothing to say.</exception>
    public static ChildProcess Run(ProcessStartInfo start, IEnumerable<string>? input = null)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var child = new ChildProcess();
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var writing = Task.Run(() => Write(process, input ?? []));
        using var ended = new ManualResetEventSlim();
        // The last look is at most this old when the process ends; what it takes only to end does not matter.
        var watching = Task.Run(() =>
        {
            while (!ended.Wait(10)) child.Peak = ResidentPeak.Of(process.Id) ?? child.Peak;
        });
        while (process.StandardOutput.ReadLine() is not null)
            child._lines.Add((Stopwatch.GetElapsedTime(begin).TotalSeconds, ResidentPeak.Of(process.Id)));
        process.WaitForExit();
        child.Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        ended.Set();
        Task.WaitAll(writing, watching, errors);
        if (process.ExitCode != 0 || child.Lines.Count == 0)
        {
            throw new ChildProcessException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode} after "
                    + $"{child.Lines.Count} lines. {errors.Result.Trim()}");
        }
        return child;
    }

    private static void Write(Process process, IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines) process.StandardInput.WriteLine(line);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended early; its exit code will say so.
        }
    }
}
