using System.Runtime.InteropServices;
using OpenCvSharp;
using SaliencyPS.Hosting;

namespace SaliencyPS.Adapters.OpenCvSharp;

/// <summary>
/// GrabCut (Rother et al. 2004) with the seeds of a saliency map. The color models are those of the seeds alone; a pixel that
/// nothing is known of would otherwise have to be called probable background, and train its model.
/// </summary>
internal sealed class GrabCutSegmenter : ISeededSegmenter
{
    // A cut with color models as they are; the wrapper has no name for it.
    private const GrabCutModes FrozenModels = (GrabCutModes)3;

    // Of the clusters that color models begin with. The library's generator is the thread's own, and goes on from call to call.
    private const ulong RandomSeed = 1;

    /// <inheritdoc/>
    public void Segment(SeededImage image, Span<bool> labels, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        using Mat background = new(), foreground = new();
        Train(image, background, foreground);
        var mask = Array.ConvertAll(image.Seeds, seed => (byte)(seed switch
        {
            SeedLabel.Foreground when image.KeepsForeground => GrabCutClasses.FGD,
            SeedLabel.Background when image.KeepsBackground => GrabCutClasses.BGD,
            SeedLabel.Foreground => GrabCutClasses.PR_FGD,
            _ => GrabCutClasses.PR_BGD,
        }));
        using var pixels = Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.Pixels);
        Cut(pixels, mask, background, foreground, FrozenModels);
        for (var i = 0; i < image.Refinements && mask.Any(IsObject) && !mask.All(IsObject); i++)
        {
            token.ThrowIfCancellationRequested();
            byte[] before = [.. mask];
            Cut(pixels, mask, background, foreground, GrabCutModes.Eval);
            if (mask.AsSpan().SequenceEqual(before)) break; // the models would be the same from here on
        }

        for (var i = 0; i < mask.Length; i++) labels[i] = IsObject(mask[i]);
    }

    private static bool IsObject(byte label) => (label & 1) != 0;

    // An image of the seeds alone: without iterations, only the models are made.
    private static void Train(SeededImage image, Mat background, Mat foreground)
    {
        var colors = new List<byte>();
        var mask = new List<byte>();
        for (var i = 0; i < image.Seeds.Length; i++)
        {
            if (image.Seeds[i] == SeedLabel.Undecided) continue;
            colors.AddRange(image.Pixels.AsSpan(3 * i, 3));
            mask.Add((byte)(image.Seeds[i] == SeedLabel.Foreground ? GrabCutClasses.FGD : GrabCutClasses.BGD));
        }

        using var pixels = Mat.FromPixelData(1, mask.Count, MatType.CV_8UC3, CollectionsMarshal.AsSpan(colors).ToArray());
        Cv2.SetTheRNG(RandomSeed);
        Cut(pixels, [.. mask], background, foreground, GrabCutModes.InitWithMask, iterations: 0);
    }

    private static void Cut(Mat pixels, byte[] mask, Mat background, Mat foreground, GrabCutModes mode, int iterations = 1)
    {
        using var labels = Mat.FromPixelData(pixels.Rows, pixels.Cols, MatType.CV_8UC1, mask);
        Cv2.GrabCut(pixels, labels, default, background, foreground, iterations, mode);
        // The library may have made the matrix anew instead of writing to our memory.
        labels.GetArray(out byte[] result);
        result.CopyTo(mask, 0);
    }
}
