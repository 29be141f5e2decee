using OpenCvSharp;
using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;

namespace SaliencyPS.Benchmarks.OpenCv;

/// <summary>GrabCut of one picture, one iteration, by the same seeds and in the same way as the Python program.</summary>
internal sealed class OpenCvCuts : ICutReference
{
    private readonly Mat _picture = new();
    private readonly Dictionary<bool, Mat[]> _masks;

    public OpenCvCuts(RgbImage image, IReadOnlyList<SeedLabel[]> seeds)
    {
        using var rgb = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.Pixels);
        Cv2.CvtColor(rgb, _picture, ColorConversionCodes.RGB2BGR);
        _masks = new[] { false, true }.ToDictionary(held => held, held => seeds.Select(labels => Mask(labels, held)).ToArray());

        Mat Mask(SeedLabel[] labels, bool held)
        {
            using var mask = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC1,
                Array.ConvertAll(labels, label => (byte)Class(label, held)));
            return mask.Clone();
        }
    }

    /// <inheritdoc/>
    public void Cut(int classes, bool held, int threads)
    {
        Cv2.SetNumThreads(threads);
        foreach (var seeds in _masks[held][..classes]) Cut(seeds).Dispose();
    }

    /// <inheritdoc/>
    public byte[] Labels(bool held)
    {
        using var mask = Cut(_masks[held][0]);
        mask.GetArray(out byte[] labels);
        return Array.ConvertAll(labels, label => (byte)(label & 1)); // foreground, certain or probable, is odd
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _picture.Dispose();
        foreach (var mask in _masks.Values.SelectMany(masks => masks)) mask.Dispose();
    }

    // GrabCut has no "undecided": the nearest is "probably background", which keeps those pixels out of the foreground's model
    // and lets the cut relabel them. Seeds that only train the models are "probably" what they are.
    private static GrabCutClasses Class(SeedLabel label, bool held) => label switch
    {
        SeedLabel.Foreground => held ? GrabCutClasses.FGD : GrabCutClasses.PR_FGD,
        SeedLabel.Background when held => GrabCutClasses.BGD,
        _ => GrabCutClasses.PR_BGD,
    };

    private Mat Cut(Mat seeds)
    {
        var mask = seeds.Clone();
        using Mat background = new(), foreground = new();
        Cv2.GrabCut(_picture, mask, default, background, foreground, 1, GrabCutModes.InitWithMask);
        return mask;
    }
}
