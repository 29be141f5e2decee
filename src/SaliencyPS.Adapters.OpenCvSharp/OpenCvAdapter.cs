using OpenCvSharp;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;

[assembly: Adapter(typeof(SaliencyPS.Adapters.OpenCvSharp.OpenCvAdapter))]

namespace SaliencyPS.Adapters.OpenCvSharp;

/// <summary>GrabCut of OpenCV.</summary>
internal sealed class OpenCvAdapter : ISegmenterAdapter
{
    /// <inheritdoc/>
    public ISeededSegmenter Segmenter { get; } = new GrabCutSegmenter();

    /// <inheritdoc/>
    // Images are what is worked on side by side.
    public void Probe() => Cv2.SetNumThreads(1);
}
