using SaliencyPS.Imaging;
using SaliencyPS.Localization;

namespace SaliencyPS.Tests.Reporting;

/// <summary>Results to report, of no network.</summary>
internal static class Results
{
    public static ClassSaliency Map(string path = "a.png", string label = "cat", int rank = 1, double probability = 0.25,
        int width = 40, int height = 30) => new()
    {
        Path = path, Rank = rank, ClassIndex = rank, Label = label, Score = 12.5,
        Probability = probability, Bias = 0, Network = "net", NetworkDigest = "abc", ModuleVersion = "1.2.3",
        Engine = "Managed 1.2.3",
        View = SaliencyView.Whole, Method = SaliencyMethod.GradCAM, Layer = "conv", ClassContrast = 0.5,
        Map = new SaliencyMap([.. Enumerable.Range(0, 12).Select(i => (float)i)], 4, 3, width, height),
    };

    public static ObjectBox Box(string path = "a.png", string label = "cat", int rank = 1, int width = 40, int height = 30) =>
        new()
    {
        Path = path, Rank = rank, ClassIndex = rank, Label = label, Score = 12.5, Probability = 0.25, X = 10, Y = 5,
        Width = 20, Height = 12, MaskArea = 240,
        Network = "net", NetworkDigest = "abc", ModuleVersion = "1.2.3",
        Engine = "Managed 1.2.3",
        View = SaliencyView.Whole, Method = SaliencyMethod.GradCAM, Layer = "conv", ClassContrast = 0.5, Localization = "Layer",
        Mask = ObjectMask.FromBools(width, height,
            [.. Enumerable.Range(0, width * height).Select(i => i % width is >= 10 and < 30 && i / width is >= 5 and < 17)]),
    };

    public static DecodedImage Image(int width = 40, int height = 30)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(100);
        return new DecodedImage(image);
    }
}
