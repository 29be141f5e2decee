using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Localization.Seeds;
using SaliencyPS.Tests.Localization.Regions;
using Xunit;

namespace SaliencyPS.Tests.Localization;

/// <summary>The choices that the paper leaves open, beyond those that the presets make.</summary>
public sealed class LocalizationOptionsTests
{
    private const int Width = 26, Height = 21;

    public static TheoryData<ColorSpace, Connectivity, int> Choices { get; } = new(
        from space in Enum.GetValues<ColorSpace>()
        from connectivity in Enum.GetValues<Connectivity>()
        from refinements in (int[])[0, 1, 2, 20]
        select (space, connectivity, refinements));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Every_combination_matches_the_slow_twin(ColorSpace space, Connectivity connectivity, int refinements)
    {
        var options = new LocalizationOptions
        {
            ColorSpace = space, Connectivity = connectivity, Refinements = refinements, ContrastWeight = 3,
            MaximumEvidence = 4, Components = 2,
        };
        for (var seed = 0; seed < 3; seed++)
        {
            var (image, map) = (Ring(seed, noise: seed < 2 ? 178 : 40), Rough(seed));
            var found = ObjectLocalizer.Find(image, map, options);
            var (labels, energy, cuts) = new LocalizationTwin(image, options).Cut(map);
            Assert.InRange(cuts, Math.Min(2, 1 + refinements), 1 + refinements);
            Assert.Equal(energy, found.Energy, 0.0011 * labels.Length); // each cost is rounded to a thousandth
            var largest = ConnectedComponents.Find(labels, Width, connectivity)[0];
            Assert.Equal(largest.ToBoolArray(Width, labels.Length / Width), found.Mask.ToBoolArray());
            Assert.Equal((largest.Box, largest.Area, false), (found.Box, found.Area, found.FromSeeds));
        }
    }

    [Fact] // a new method must be told which preset suits it
    public void Every_method_has_a_preset() =>
        Assert.All(Enum.GetValues<SaliencyMethod>(), method => LocalizationPresets.For(method).Validate());

    [Fact]
    public void Refinements_end_where_nothing_changes()
    {
        var most = 0;
        var options = new LocalizationOptions { ContrastWeight = 1, MaximumEvidence = 2, Components = 5, Refinements = 20 };
        for (var seed = 0; seed < 8; seed++)
        {
            var (image, map) = (Ring(seed, noise: 178), Rough(seed));
            var cuts = new LocalizationTwin(image, options).Cut(map).Cuts;
            most = Math.Max(most, cuts);
            AssertSame(ObjectLocalizer.Find(image, map, options with { Refinements = cuts - 1 }),
                ObjectLocalizer.Find(image, map, options));
        }

        Assert.InRange(most, 3, 20);
    }

    [Fact]
    public void The_energy_is_that_of_the_last_cut_and_no_labeling_has_less()
    {
        var (image, map) = (Ring(0), Rough(0));
        var options = new LocalizationOptions { Refinements = 1, Connectivity = Connectivity.Four,
            ContrastWeight = 3, Smoothing = 0.03 };
        float[] smooth = MapSmoothing.Run(map, Width, 0.03 * Height);
        var before = new LocalizationTwin(image, options with { Refinements = 0 }).Cut(smooth).Labels;
        var labels = new LocalizationTwin(image, options).Cut(smooth).Labels;
        var (localizer, random) = (new ObjectLocalizer(image, options), new Random(3));
        var energy = localizer.Find(map).Energy;
        Assert.Equal(energy, localizer.EnergyOf(labels, map, before), 1e-9 * Math.Abs(energy));
        for (var round = 0; round < 30; round++)
        {
            labels[random.Next(labels.Length)] ^= true;
            Assert.InRange(localizer.EnergyOf(labels, map, before), energy, double.MaxValue);
        }
    }

    [Fact]
    public void A_side_left_empty_ends_the_refinements()
    {
        // One color: no model tells the sides apart, so the first cut has no foreground.
        var map = new float[100];
        (map[42], map[43]) = (5, 6);
        var found = ObjectLocalizer.Find(new RgbImage(10, 10), map, new LocalizationOptions { Refinements = 20 });
        Assert.True(found.FromSeeds);
        Assert.Equal(new BoundingBox(2, 4, 2, 1), found.Box);

        // The map is nowhere against the object: there is no background.
        var all = ObjectLocalizer.Find(new RgbImage(10, 10), map,
            new LocalizationOptions { Refinements = 20, SaliencyWeight = 4, ObjectMass = 1 });
        Assert.Equal((100, false), (all.Area, all.FromSeeds));
    }

    [Theory]
    [InlineData(Connectivity.Eight)]
    [InlineData(Connectivity.Four)]
    public void Filled_holes_belong_to_the_mask_and_leave_the_box(Connectivity connectivity)
    {
        var filled = 0;
        foreach (var (seed, pixels) in (ReadOnlySpan<(int, int)>)[(0, 1000), (1, 1000), (2, 1000), (0, 300), (1, 300)])
        {
            var options = new LocalizationOptions { Connectivity = connectivity, ContrastWeight = 2, MaximumCutPixels = pixels };
            var open = ObjectLocalizer.Find(Ring(seed), Rough(seed), options);
            var closed = ObjectLocalizer.Find(Ring(seed), Rough(seed), options with { FillHoles = true });
            Assert.Equal((open.Box, open.Energy, open.FromSeeds), (closed.Box, closed.Energy, closed.FromSeeds));
            Assert.Equal(closed.Area, closed.Mask.ToBoolArray().Count(pixel => pixel));
            Assert.All(open.Mask.ToBoolArray().Zip(closed.Mask.ToBoolArray()),
                pixel => Assert.True(pixel.Second || !pixel.First));
            if (pixels == 1000) Assert.True(closed.Mask[Width / 2, Height / 2]);
            filled += closed.Area - open.Area;
        }

        Assert.True(filled > 0);
    }

    [Fact]
    public void Smoothing_is_of_the_map_at_the_resolution_of_the_cut()
    {
        var (image, map) = (Ring(2), Rough(2));
        var options = new LocalizationOptions { SeedRule = SeedRule.Mass, SaliencyWeight = 4, MaximumEvidence = 3 };
        var expected = ObjectLocalizer.Find(image, MapSmoothing.Run(map, Width, 0.1 * Height), options);
        var found = ObjectLocalizer.Find(image, map, options with { Smoothing = 0.1 });
        AssertSame(expected, found);
        Assert.NotEqual(ObjectLocalizer.Find(image, map, options).Energy, found.Energy);

        // At half the resolution, where the shorter side has 11 blocks.
        var small = MapSmoothing.Run(BlockAverage.Shrink(map, Width, Height, 2), 13, 0.1 * 11);
        var coarse = ObjectLocalizer.Find(BlockAverage.Shrink(new DecodedImage(image), 2), small, options);
        Assert.Equal(coarse.Energy,
            ObjectLocalizer.Find(image, map, options with { Smoothing = 0.1, MaximumCutPixels = 150 }).Energy);
        Assert.Throws<LocalizationException>(() =>
            ObjectLocalizer.Find(image, new float[Width * Height], options with { Smoothing = 0.1 }));
        Assert.Throws<LocalizationException>(() =>
            ObjectLocalizer.Find(image, (float[])[.. map[1..], float.NaN], options with { Smoothing = 0.1 }));
    }

    [Theory]
    [InlineData(MapInterpolation.Bilinear)]
    [InlineData(MapInterpolation.Nearest)]
    [InlineData(MapInterpolation.Bicubic)]
    public void Maps_are_brought_to_the_cut_as_asked(MapInterpolation interpolation)
    {
        var grid = new SaliencyMap([0, 1, 0, 2, 8, 1, 0, 1, 0], 3, 3, Width, Height);
        var options = new LocalizationOptions { Upsampling = interpolation, ContrastWeight = 1 };
        var expected = ObjectLocalizer.Find(Ring(0), grid.Resize(Width, Height, interpolation), options);
        var found = new ObjectLocalizer(Ring(0), options).Find(grid);
        AssertSame(expected, found);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 5)]
    [Trait("Speed", "Slow")]
    public void Awkward_sizes_are_no_exception(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(4).NextBytes(image.Pixels);
        var map = new SaliencyMap([.. Enumerable.Range(0, width * height).Select(i => (float)(i * i))],
            width, height, width, height);
        foreach (var interpolation in Enum.GetValues<MapInterpolation>())
            foreach (var (space, connectivity, _) in Choices.Select(row => row.Data))
            {
                var options = new LocalizationOptions
                {
                    Upsampling = interpolation, ColorSpace = space, Connectivity = connectivity,
                    Refinements = 20, Smoothing = 0.5,
                    FillHoles = true, ContrastWeight = 1,
                };
                var localizer = new ObjectLocalizer(image, options);
                if (width * height == 1)
                {
                    Assert.Throws<LocalizationException>(() => localizer.Find(map));
                    continue;
                }

                var found = localizer.Find(map);
                Assert.Equal(found.Area, found.Mask.ToBoolArray().Count(pixel => pixel));
                Assert.InRange(found.Box.X + found.Box.Width, 1, width);
                Assert.InRange(found.Box.Y + found.Box.Height, 1, height);
            }
    }

    [Fact]
    public void Values_out_of_range_are_named()
    {
        (LocalizationOptions Wrong, string Name)[] cases =
        [
            (new() { Smoothing = -0.01 }, "Smoothing"), (new() { Smoothing = 0.51 }, "Smoothing"),
            (new() { Smoothing = double.NaN }, "Smoothing"),
            (new() { Connectivity = (Connectivity)2 }, "Connectivity"), (new() { ColorSpace = (ColorSpace)2 }, "ColorSpace"),
            (new() { Refinements = -1 }, "Refinements"), (new() { Refinements = 21 }, "Refinements"),
            (new() { Upsampling = (MapInterpolation)3 }, "Upsampling"),
        ];
        Assert.All(cases,
            c => Assert.StartsWith($"{c.Name} must be ", Assert.Throws<ArgumentOutOfRangeException>(c.Wrong.Validate).Message));
        new LocalizationOptions { Smoothing = 0.5, Refinements = 20 }.Validate();
    }

    private static void AssertSame(LocalizationResult expected, LocalizationResult actual)
    {
        Assert.Equal((expected.Energy, expected.Box, expected.Area), (actual.Energy, actual.Box, actual.Area));
        Assert.Equal(expected.Mask.Bits, actual.Mask.Bits);
    }

    private static bool InRing(int x, int y) =>
        (x - Width / 2) * (x - Width / 2) + (y - Height / 2) * (y - Height / 2) is > 6 and < 60;

    // Orange on green, and green within; the more noise, the less the colors tell.
    private static RgbImage Ring(int seed, int noise = 40)
    {
        var (image, random) = (new RgbImage(Width, Height), new Random(seed));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var grain = random.Next(noise) - noise / 2;
                byte[] ring = [(byte)Math.Min(255, 190 + grain), (byte)(110 + grain), 60],
                    rest = [(byte)(110 + grain), (byte)(150 + random.Next(30)), (byte)(90 + grain)];
                var color = InRing(x, y) ? ring : rest;
                color.CopyTo(image[x, y]);
            }

        return image;
    }

    private static float[] Rough(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Width * Height)
            .Select(i => random.NextSingle() * (InRing(i % Width, i / Width) ? 1f : 0.5f))];
    }
}
