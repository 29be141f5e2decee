using OpenCvSharp;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Color;
using SaliencyPS.Localization.Cut;
using SaliencyPS.Localization.Regions;
using Xunit;
using ConnectedComponents = SaliencyPS.Localization.Regions.ConnectedComponents;

namespace SaliencyPS.Tests.Adapters;

/// <summary>What OpenCV's GrabCut does with our seeds, and what our cut and components have in common with OpenCV's.</summary>
public sealed class SegmenterTests(Libraries libraries)
{
    private const int Width = 96, Height = 72;

    // The wrapper has no name for it.
    private const GrabCutModes FrozenModels = (GrabCutModes)3;

    private static readonly LocalizationOptions ByOpenCv = new() { Segmenter = Segmenter.OpenCV };

    [Theory]
    [InlineData(false, SeedConstraint.None), InlineData(true, SeedConstraint.None), InlineData(false, SeedConstraint.Both)]
    public void It_finds_what_is_there(bool gray, SeedConstraint constraint)
    {
        libraries.Load<ISegmenterAdapter>("OpenCV");
        var found = ObjectLocalizer.Find(Scene(gray), Map(), ByOpenCv with { SeedConstraint = constraint });
        Assert.False(found.FromSeeds);
        Assert.InRange(found.Box.X, 28, 32);
        Assert.InRange(found.Box.Y, 18, 22);
        Assert.InRange(found.Box.Width, 38, 42);
        Assert.InRange(found.Box.Height, 28, 32);
        Assert.Contains("Segmenter=OpenCV", found.Settings);
    }

    [Fact]
    public void The_same_image_has_the_same_labels_on_any_thread()
    {
        var segmenter = libraries.Load<ISegmenterAdapter>("OpenCV").Segmenter;
        var image = Seeded(Noise(5), refinements: 2);
        var labels = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => Segment(segmenter, image)).ToArray();
        Assert.All(labels, one => Assert.Equal(labels[0], one));
        Assert.Contains(true, labels[0]);
        Assert.Contains(false, labels[0]);
    }

    [Fact]
    public void One_seed_of_each_kind_is_enough_and_seeds_keep_their_labels_where_they_must()
    {
        var segmenter = libraries.Load<ISegmenterAdapter>("OpenCV").Segmenter;
        var image = Seeded(Scene(gray: false), refinements: 0);
        for (var i = 0; i < image.Seeds.Length; i++) image.Seeds[i] = SeedLabel.Undecided;
        image.Seeds[36 * Width + 50] = SeedLabel.Foreground;
        image.Seeds[0] = SeedLabel.Background;
        foreach (var (front, behind) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
        {
            var labels = Segment(segmenter, image with { KeepsForeground = front, KeepsBackground = behind });
            if (front) Assert.True(labels[36 * Width + 50]);
            if (behind) Assert.False(labels[0]);
        }
    }

    [Fact]
    public void An_image_of_one_color_has_an_answer()
    {
        var segmenter = libraries.Load<ISegmenterAdapter>("OpenCV").Segmenter;
        var labels = Segment(segmenter, Seeded(new RgbImage(Width, Height), refinements: 1));
        Assert.Single(labels.Distinct()); // nothing tells the sides apart
    }

    [Theory]
    [InlineData("ContrastWeight", false), InlineData("Component", false), InlineData("Refinement", true)]
    public void What_it_brings_itself_is_not_for_the_user_to_say(string given, bool isRight)
    {
        libraries.Load<ISegmenterAdapter>("OpenCV");
        var error = Record.Exception(() => Segmenters.Require(Segmenter.OpenCV, definition => definition.Parameter == given));
        Assert.Equal(isRight, error is null);
        if (!isRight) Assert.Contains($"{given} (--", Assert.IsType<ArgumentException>(error).Message);
        Segmenters.Require(Segmenter.Managed, _ => true);
    }

    /// <summary>
    /// With one set of color models, five Gaussians a side, and the contrast weight 50, both minimize the same energy: ours in
    /// whole units of 1/1024 nat, theirs in floating point. What differs is ties and rounding.
    /// </summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Our_cut_is_at_least_as_good_as_theirs_and_almost_the_same(int seed)
    {
        libraries.Load<ISegmenterAdapter>("OpenCV");
        var (image, map) = (Noise(seed), Map());
        var options = new LocalizationOptions { Components = 5, ContrastWeight = 50 };
        var unary = new UnaryTerms(image, map, options, CancellationToken.None);
        var pairwise = ContrastTerms.Of(image, options.ContrastWeight * UnaryTerms.Scale);
        var ours = new bool[Width * Height];
        new GridCut(pairwise).Segment(unary.Values, ours);

        var mask = Array.ConvertAll(unary.Seeds,
            label => (byte)(label == SeedLabel.Foreground ? GrabCutClasses.PR_FGD : GrabCutClasses.PR_BGD));
        using Mat background = Model(image, unary.Seeds, SeedLabel.Background, options),
            foreground = Model(image, unary.Seeds, SeedLabel.Foreground, options),
            pixels = Mat.FromPixelData(Height, Width, MatType.CV_8UC3, image.Pixels),
            labels = Mat.FromPixelData(Height, Width, MatType.CV_8UC1, mask);
        Cv2.GrabCut(pixels, labels, default, background, foreground, 1, FrozenModels);
        labels.GetArray(out byte[] result);
        var theirs = Array.ConvertAll(result, label => (label & 1) != 0);

        Assert.InRange(ours.Count(label => label), 100, Width * Height - 100);
        var (our, their) = (Energy(ours), Energy(theirs));
        Assert.True(our <= their, $"Ours is {our}, theirs {their}.");
        Assert.InRange(their - our, 0, UnaryTerms.Scale); // less than a nat
        Assert.InRange(ours.Zip(theirs).Count(pair => pair.First != pair.Second), 0, Width * Height / 500);

        long Energy(bool[] one) => unary.CostOf(one) + pairwise.CostOf(one);
    }

    [Theory, InlineData(Connectivity.Four), InlineData(Connectivity.Eight)]
    public void Components_are_theirs_and_of_equals_the_first_comes_first(Connectivity connectivity)
    {
        libraries.Load<ISegmenterAdapter>("OpenCV");
        var random = new Random(4);
        for (var round = 0; round < 20; round++)
        {
            var pixels = new bool[Width * Height];
            for (var i = 0; i < pixels.Length; i++) pixels[i] = random.Next(10) < 2 + round % 5;
            using var binary = Mat.FromPixelData(
                Height, Width, MatType.CV_8UC1, Array.ConvertAll(pixels, set => set ? (byte)1 : (byte)0));
            Cv2.ConnectedComponents(binary, out int[,] numbers,
                connectivity == Connectivity.Four ? PixelConnectivity.Connectivity4 : PixelConnectivity.Connectivity8);
            var theirs = Enumerable.Range(0, pixels.Length).Where(i => pixels[i])
                .GroupBy(i => numbers[i / Width, i % Width])
                .OrderByDescending(group => group.Count()).ThenBy(group => group.First()).Select(group => group.ToArray());
            var ours = ConnectedComponents.Find(pixels, Width, connectivity).Select(component => component.Runs.ToArray()
                .SelectMany(run => Enumerable.Range(run.Start, run.End - run.Start).Select(x => run.Row * Width + x)).ToArray());
            Assert.Equal(theirs, ours);
        }
    }

    private static bool[] Segment(ISeededSegmenter segmenter, SeededImage image)
    {
        var labels = new bool[image.Seeds.Length];
        segmenter.Segment(image, labels);
        return labels;
    }

    private static SeededImage Seeded(RgbImage image, int refinements) => new(Width, Height, image.Pixels,
        Localization.Seeds.QuantileSeeds.FromMap(Map()), KeepsForeground: false, KeepsBackground: false, refinements);

    // Brightest in the middle of the object.
    private static float[] Map() => [.. Enumerable.Range(0, Width * Height)
        .Select(i => MathF.Exp(-(MathF.Pow(i % Width - 50, 2) + MathF.Pow(i / Width - 35, 2)) / 300))];

    // A rectangle of 40 × 30 pixels at (30, 20) on a ground of another color.
    private static RgbImage Scene(bool gray) => Paint((inside, random) =>
    {
        var level = (inside ? 180 : 60) + random.Next(30);
        return gray ? (level, level, level) : (level, 40 + random.Next(30), inside ? 50 : 150);
    });

    // Colors of both sides overlap.
    private static RgbImage Noise(int seed) => Paint((inside, random) =>
        ((inside ? 130 : 80) + random.Next(60), 90 + random.Next(80), (inside ? 80 : 130) + random.Next(60)), seed);

    private static RgbImage Paint(Func<bool, Random, (int R, int G, int B)> color, int seed = 1)
    {
        var (image, random) = (new RgbImage(Width, Height), new Random(seed));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (r, g, b) = color(x is >= 30 and < 70 && y is >= 20 and < 50, random);
                (image[x, y][0], image[x, y][1], image[x, y][2]) = ((byte)r, (byte)g, (byte)b);
            }

        return image;
    }

    // As OpenCV lays it out: 5 weights, 5 means, 5 covariances. A component that there is not has the weight 0.
    private static Mat Model(RgbImage image, SeedLabel[] seeds, SeedLabel label, LocalizationOptions options)
    {
        var colors = Enumerable.Range(0, seeds.Length).Where(i => seeds[i] == label)
            .SelectMany(i => image.Pixels.AsSpan(3 * i, 3).ToArray()).ToArray();
        var mixture = GaussianMixture.Fit(colors, options.Components, options.MixtureIterations, options.CovarianceFloor);
        var values = new double[65];
        for (var k = 0; k < mixture.Components; k++)
        {
            values[k] = mixture.Weights[k];
            for (var i = 0; i < 3; i++)
            {
                values[5 + 3 * k + i] = mixture.Means[k, i];
                for (var j = 0; j < 3; j++) values[20 + 9 * k + 3 * i + j] = mixture.Covariances[k, i, j];
            }
        }

        return Mat.FromPixelData(1, values.Length, MatType.CV_64FC1, values);
    }
}
