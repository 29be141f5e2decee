using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Tests.Localization.Cut;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

public sealed class ObjectLocalizerTests
{
    private const int Width = 120, Height = 90, CenterX = 70, CenterY = 40, Radius = 22;
    private static readonly BoundingBox Disc = new(CenterX - Radius, CenterY - Radius, 2 * Radius + 1, 2 * Radius + 1);

    [Theory]
    [InlineData(SeedConstraint.None)]
    [InlineData(SeedConstraint.Foreground)]
    public void FindsADiscOnTexture(SeedConstraint constraint)
    {
        var result = ObjectLocalizer.Find(DiscImage(), RoughMap(), new LocalizationOptions { SeedConstraint = constraint });
        Assert.InRange(result.Box.IntersectionOverUnion(Disc), 0.9, 1);
        Assert.False(result.FromSeeds);
        Assert.Equal(result.Area, result.Mask.ToBoolArray().Count(pixel => pixel));
        Assert.InRange(result.Area / (Math.PI * Radius * Radius), 0.9, 1.1);
    }

    [Fact]
    public void ConstrainedSeedsKeepTheirLabel()
    {
        var (image, map) = (Noise(40, 30, 16), Enumerable.Range(0, 1200).Select(i => (float)(i % 40)).ToArray());
        var options = new LocalizationOptions { SeedConstraint = SeedConstraint.Both, ContrastWeight = 1000 };
        var mask = ObjectLocalizer.Find(image, map, options).Mask;
        for (var i = 0; i < 1200; i++)
        {
            if (i % 40 == 39) Assert.True(mask[i % 40, i / 40]);
            if (i % 40 < 11) Assert.False(mask[i % 40, i / 40]);
        }
    }

    [Fact]
    public void EnergyIsThatOfTheLabeling()
    {
        // No links and one color per side: every pixel costs −log of its own model's density.
        var image = new RgbImage(4, 1, [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
        var result = ObjectLocalizer.Find(image, new float[] { 0, 0, 1, 1 },
            new LocalizationOptions { ContrastWeight = 0, CovarianceFloor = 2 });
        Assert.Equal(4 * 1.5 * Math.Log(2 * Math.PI * 2), result.Energy, 0.01);
        Assert.Equal(new BoundingBox(2, 0, 2, 1), result.Box);
    }

    [Fact]
    public void NoLabelingHasLessEnergy()
    {
        var (localizer, map) = (new ObjectLocalizer(DiscImage()), RoughMap());
        var found = localizer.Find(map);
        var labels = found.Mask.ToBoolArray();
        // the disc is the only component
        Assert.Equal(found.Energy, localizer.EnergyOf(labels, map), 1e-9 * Math.Abs(found.Energy));
        var random = new Random(19);
        for (var round = 0; round < 20; round++)
        {
            labels[random.Next(labels.Length)] ^= true;
            Assert.InRange(localizer.EnergyOf(labels, map), found.Energy, double.MaxValue);
        }
    }

    [Fact]
    public void AnotherSegmenterMakesTheCut()
    {
        var cuts = 0;
        var (image, map) = (DiscImage(), RoughMap());
        var found = new ObjectLocalizer(image, segmenter: terms =>
        {
            cuts++;
            return new SlowSegmenter(terms);
        }).Find(map);
        var expected = ObjectLocalizer.Find(image, map);
        Assert.Equal(1, cuts);
        Assert.Equal((expected.Box, expected.Area, expected.Energy), (found.Box, found.Area, found.Energy));
        Assert.Equal(expected.Mask.Bits, found.Mask.Bits);
    }

    [Fact]
    public void RepeatsAreEqualOnAnyNumberOfThreads()
    {
        var localizer = new ObjectLocalizer(DiscImage());
        var maps = Enumerable.Range(0, 4).Select(seed => RoughMap(seed)).ToArray();
        var expected = maps.Select(map => ObjectLocalizer.Find(DiscImage(), map)).ToArray();
        var results = new LocalizationResult[8];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => results[i] = localizer.Find(maps[i % 4]));
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(expected[i % 4].Mask.Bits, results[i].Mask.Bits);
            Assert.Equal(expected[i % 4].Energy, results[i].Energy);
            Assert.Equal(expected[i % 4].Box, results[i].Box);
        }
    }

    [Theory]
    [InlineData(Width * Height - 1)]
    [InlineData(2000)]
    public void ALargeImageIsCutSmaller(int maximumPixels)
    {
        var result = ObjectLocalizer.Find(DiscImage(), RoughMap(),
            new LocalizationOptions { MaximumCutPixels = maximumPixels });
        Assert.Equal((Width, Height), (result.Mask.Width, result.Mask.Height));
        Assert.InRange(result.Box.IntersectionOverUnion(Disc), 0.8, 1);
        Assert.Equal(result.Area, result.Mask.ToBoolArray().Count(pixel => pixel));
    }

    [Theory]
    [InlineData(7, 5, 1)]
    [InlineData(1, 13, 4)]
    [InlineData(13, 1, 4)]
    public void ReducedBoxesStayInsideTheImage(int width, int height, int maximumPixels)
    {
        var map = Enumerable.Range(0, width * height).Select(i => (float)i).ToArray();
        var options = new LocalizationOptions { MaximumCutPixels = maximumPixels };
        if (maximumPixels == 1)
        {
            // one block, no contrast
            Assert.Throws<LocalizationException>(() => ObjectLocalizer.Find(Noise(width, height, 17), map, options));
            return;
        }

        var box = ObjectLocalizer.Find(Noise(width, height, 17), map, options).Box;
        Assert.InRange(box.X + box.Width, 1, width);
        Assert.InRange(box.Y + box.Height, 1, height);
    }

    [Fact]
    public void OneColorFallsBackToTheSeeds()
    {
        var map = new float[100];
        (map[42], map[43], map[99]) = (5, 6, 7);
        var result = ObjectLocalizer.Find(new RgbImage(10, 10), map);
        Assert.True(result.FromSeeds);
        Assert.Equal(new BoundingBox(2, 4, 2, 1), result.Box);
    }

    [Fact]
    public void RefusesMapsWithoutMeaning()
    {
        Assert.Throws<LocalizationException>(() => ObjectLocalizer.Find(DiscImage(), new float[Width * Height]));
        Assert.Throws<LocalizationException>(() => ObjectLocalizer.Find(new RgbImage(1, 1), new float[] { 3 }));
        Assert.Throws<LocalizationException>(() => ObjectLocalizer.Find(new RgbImage(2, 1), new[] { 3, float.NaN }));
        Assert.Throws<ArgumentException>(() => ObjectLocalizer.Find(new RgbImage(2, 1), new float[3]));
    }

    [Fact]
    public void StopsWhenCancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ObjectLocalizer.Find(DiscImage(), RoughMap(), token: new CancellationToken(true)));

    [Fact]
    public void OptionsNameWhatIsWrong()
    {
        LocalizationOptions[] wrong =
        [
            new() { ForegroundQuantile = 1.1 }, new() { BackgroundQuantile = 0.96 }, new() { BackgroundQuantile = double.NaN },
            new() { Components = 0 }, new() { MixtureIterations = -1 }, new() { CovarianceFloor = 0 },
            new() { ContrastWeight = -1 },
            new() { SeedConstraint = (SeedConstraint)9 }, new() { MaximumCutPixels = 0 },
        ];
        string[] names = ["ForegroundQuantile", "BackgroundQuantile", "BackgroundQuantile", "Components",
            "MixtureIterations", "CovarianceFloor",
            "ContrastWeight", "SeedConstraint", "MaximumCutPixels"];
        Assert.Equal(names, wrong.Select(options => Assert.Throws<ArgumentOutOfRangeException>(options.Validate).ParamName));
        LocalizationOptions.Default.Validate();
    }

    private static bool InDisc(int x, int y) => (x - CenterX) * (x - CenterX) + (y - CenterY) * (y - CenterY) <= Radius * Radius;

    private static RgbImage DiscImage()
    {
        var image = Noise(Width, Height, 18);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var noise = image[x, y][0] / 8;
                var stripes = (x / 6 + y / 9) % 2 * 40;
                byte[] color = InDisc(x, y) ? [(byte)(190 + noise), (byte)(90 + noise), 40]
                    : [(byte)(50 + stripes), (byte)(110 + noise), (byte)(60 + stripes)];
                color.CopyTo(image[x, y]);
            }

        return image;
    }

    // As a real gradient map: speckled, strongest inside the object, with stray responses elsewhere.
    private static float[] RoughMap(int seed = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Width * Height).Select(i =>
            (float)random.NextDouble() * (InDisc(i % Width, i / Width) ? 1f : random.Next(200) == 0 ? 1f : 0.4f))];
    }

    private static RgbImage Noise(int width, int height, int seed)
    {
        var image = new RgbImage(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
