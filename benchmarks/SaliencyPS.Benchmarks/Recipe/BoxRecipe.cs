using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCvSharp;

namespace SaliencyPS.Benchmarks.Recipe;

/// <summary>
/// The whole way from photographs to boxes, as one writes it with TorchSharp and OpenCvSharp: one line of JSON per photograph.
/// What <c>boxes.py</c> does in Python, step by step.
/// </summary>
internal static class BoxRecipe
{
    private const int Side = 224;
    private static readonly Scalar Mean = new(0.485, 0.456, 0.406), Deviation = new(0.229, 0.224, 0.225);

    /// <summary>Writes the boxes of every photograph's best classes.</summary>
    /// <param name="weights">SqueezeNet 1.1's, as <see cref="SqueezeNetRecipe"/> takes them.</param>
    /// <param name="list">A file with one path per line.</param>
    /// <param name="top">Classes of each.</param>
    /// <param name="threads">Threads of both libraries.</param>
    /// <param name="cutPixels">Most pixels of a cut.</param>
    public static void Run(string weights, string list, int top, int threads, int cutPixels)
    {
        TorchSharp.torch.set_num_threads(threads);
        Cv2.SetNumThreads(threads);
        var network = new SqueezeNetRecipe(weights);
        foreach (var path in File.ReadLines(list))
        {
            using var picture = Cv2.ImRead(path);
            // The least whole factor that makes it small enough, as the engine does.
            var (scale, size) = (1, picture.Size());
            while ((long)Up(size.Width, scale) * Up(size.Height, scale) > cutPixels) scale++;
            using var small = scale == 1 ? picture.Clone()
                : picture.Resize(new Size(Up(size.Width, scale), Up(size.Height, scale)), 0, 0, InterpolationFlags.Area);
            var boxes = network.Maps(Input(picture), top).Select(map => new { map.Class, Box = Box(small, map.Map, scale) });
            Console.Out.WriteLine(JsonSerializer.Serialize(new { path, boxes }));
            Console.Out.Flush();
        }
    }

    private static int Up(int size, int scale) => (size + scale - 1) / scale;

    private static float[] Input(Mat picture)
    {
        using var small = picture.Resize(new Size(Side, Side), 0, 0, InterpolationFlags.Area);
        using var rgb = small.CvtColor(ColorConversionCodes.BGR2RGB);
        using var values = new Mat();
        rgb.ConvertTo(values, MatType.CV_32FC3, 1 / 255.0);
        Cv2.Subtract(values, Mean, values);
        Cv2.Divide(values, Deviation, values);
        values.GetArray(out Vec3f[] pixels);
        return MemoryMarshal.Cast<Vec3f, float>(pixels).ToArray();
    }

    // Of the largest component of the cut, in pixels of the picture: left, top, width, height; null where nothing is in front.
    private static int[]? Box(Mat picture, float[] map, int scale)
    {
        using var values = Mat.FromPixelData(Side, Side, MatType.CV_32FC1, map);
        using var full = values.Resize(picture.Size());
        full.GetArray(out float[] saliency);
        var sorted = saliency.Order().ToArray();
        using Mat mask = new(picture.Rows, picture.Cols, MatType.CV_8UC1, (Scalar)(int)GrabCutClasses.PR_BGD);
        using Mat background = new(), foreground = new();
        using Mat high = full.GreaterThan(Quantile(0.95)), low = full.LessThan(Quantile(0.30));
        mask.SetTo((int)GrabCutClasses.FGD, high);
        mask.SetTo((int)GrabCutClasses.BGD, low);
        Cv2.GrabCut(picture, mask, default, background, foreground, 1, GrabCutModes.InitWithMask);
        using Mat inFront = mask & 1, components = new(), stats = new(), centers = new(); // certain or probable, both are odd
        if (Cv2.ConnectedComponentsWithStats(inFront, components, stats, centers) < 2) return null;
        stats.GetRectangularArray(out int[,] table);
        var largest = Enumerable.Range(1, table.GetLength(0) - 1).MaxBy(i => table[i, (int)ConnectedComponentsTypes.Area]);
        return [.. Enumerable.Range(0, 4).Select(i => scale * table[largest, i])];

        double Quantile(double fraction)
        {
            var (rank, rest) = ((int)(fraction * (sorted.Length - 1)), fraction * (sorted.Length - 1) % 1);
            return rest == 0 ? sorted[rank] : sorted[rank] + rest * (sorted[rank + 1] - sorted[rank]);
        }
    }
}
