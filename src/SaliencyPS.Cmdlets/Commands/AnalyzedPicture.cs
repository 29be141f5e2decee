using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SaliencyPS.Imaging;
using SaliencyPS.Numerics;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>What became of one picture on a worker: its maps, or what went wrong.</summary>
internal sealed class AnalyzedPicture
{
    private readonly ClassSaliency[] _maps = [];
    private readonly ExceptionDispatchInfo? _fault;

    /// <summary>Reads and analyses the picture.</summary>
    public AnalyzedPicture(SaliencyAnalyzer analyzer, string file, ImageLimits limits, SaliencyOptions options, Parallelism parallel, Action<double> progress)
    {
        var begin = Stopwatch.GetTimestamp();
        File = file;
        try
        {
            Picture = analyzer.Read(file, limits, parallel.Token);
            _maps = [.. analyzer.Analyze(Picture, file, options.Classes, parallel, progress)];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }

        Duration = Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>The picture's file.</summary>
    public string File { get; }

    /// <summary>The picture, held for the next command until its maps have been emitted; null where it could not be decoded.</summary>
    public DecodedImage? Picture { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The maps; throws what went wrong.</summary>
    public IReadOnlyList<ClassSaliency> Maps
    {
        get
        {
            _fault?.Throw();
            return _maps;
        }
    }
}
