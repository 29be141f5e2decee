using System.Runtime.ExceptionServices;
using SaliencyPS.Imaging;
using SaliencyPS.Runs;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>What became of one image on a worker: its results, or what went wrong.</summary>
/// <typeparam name="T">What comes of an image, any number of them.</typeparam>
/// <param name="file">The image's file.</param>
internal sealed class AnalyzedImage<T>(string file)
{
    private IReadOnlyList<T> _results = [];
    private ExceptionDispatchInfo? _fault;

    /// <summary>What it takes of a limited memory until its results have been emitted; null where there is none.</summary>
    public IDisposable? Lease { get; set; }

    /// <summary>Its file before it was read, where that was looked at.</summary>
    public FileStamp Stamp { get; set; }

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
    public string File => file;

    /// <summary>
    /// The image, held for the next command until its results have been emitted; null where it could not be decoded.
    /// </summary>
    public DecodedImage? Image { get; set; }

    /// <summary>How long it took; of images that were worked on together, each its share.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The results; throws what went wrong.</summary>
    public IReadOnlyList<T> Results
    {
        get
        {
            _fault?.Throw();
            return _results;
        }
        set => _results = value;
    }

    /// <summary>Notes what went wrong.</summary>
    public void Fail(Exception fault) => _fault = ExceptionDispatchInfo.Capture(fault);
}
