using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SaliencyPS.Imaging;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What became of one image on a worker: its results, or what went wrong.</summary>
internal sealed class AnalyzedImage<T>
{
    private readonly T[] _results = [];
    private readonly ExceptionDispatchInfo? _fault;

    /// <summary>An image that was given up.</summary>
    public AnalyzedImage(string file, Exception fault) => (File, _fault) = (file, ExceptionDispatchInfo.Capture(fault));

    /// <summary>Reads and analyses the image.</summary>
    public AnalyzedImage(string file, Func<DecodedImage> read, Func<DecodedImage, IEnumerable<T>> analyze)
    {
        var begin = Stopwatch.GetTimestamp();
        File = file;
        try
        {
            Image = read();
            _results = [.. analyze(Image)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }

        Duration = Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>What it takes of a limited memory until its results have been emitted; null where there is none.</summary>
    public IDisposable? Lease { get; set; }

    /// <summary>
    /// Lets go of the image, and then of its share of the memory: what somebody up the stack still refers to this object by must
    /// not keep the image while what is free is collected.
    /// </summary>
    public void Leave()
    {
        Image = null;
        Lease?.Dispose();
    }

    /// <summary>The image's file.</summary>
    public string File { get; }

    /// <summary>
    /// The image, held for the next command until its results have been emitted; null where it could not be decoded.
    /// </summary>
    public DecodedImage? Image { get; private set; }

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
