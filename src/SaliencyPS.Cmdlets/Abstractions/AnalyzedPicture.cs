using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SaliencyPS.Imaging;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What became of one picture on a worker: its results, or what went wrong.</summary>
internal sealed class AnalyzedPicture<T>
{
    private readonly T[] _results = [];
    private readonly ExceptionDispatchInfo? _fault;

    /// <summary>Reads and analyses the picture.</summary>
    public AnalyzedPicture(string file, Func<DecodedImage> read, Func<DecodedImage, IEnumerable<T>> analyze)
    {
        var begin = Stopwatch.GetTimestamp();
        File = file;
        try
        {
            Picture = read();
            _results = [.. analyze(Picture)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }

        Duration = Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>The picture's file.</summary>
    public string File { get; }

    /// <summary>The picture, held for the next command until its results have been emitted; null where it could not be decoded.</summary>
    public DecodedImage? Picture { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The results; throws what went wrong.</summary>
    public IReadOnlyList<T> Results
    {
        get
        {
            _fault?.Throw();
            return _results;
        }
    }
}
