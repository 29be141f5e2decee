using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Imaging;

namespace SaliencyPS.Benchmarks.Tests;

/// <summary>A bright rectangle before a dark background, both with noise, and a map that shows it.</summary>
internal static class Rectangle
{
    public const int Width = 40, Height = 30, Area = 15 * 12;

    public static CutCase Case()
    {
        var (image, map, random) = (new RgbImage(Width, Height), new float[Width * Height], new Random(1));
        for (var i = 0; i < map.Length; i++)
        {
            var inside = i % Width is >= 10 and < 25 && i / Width is >= 8 and < 20;
            map[i] = (inside ? 1 : 0) + random.NextSingle() / 2;
            for (var c = 0; c < 3; c++) image.Pixels[3 * i + c] = (byte)((inside ? 180 : 60) + 20 * c + random.Next(25));
        }

        return new CutCase(image, [map]);
    }
}
