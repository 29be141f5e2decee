using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Figures;

public sealed class LocalizationMeterTests
{
    private static readonly BoundingBox Good = new(0, 0, 10, 10), Half = new(0, 0, 10, 5), Bad = new(0, 0, 10, 4);

    private static readonly GroundTruthSet Truth = new(Enumerable.Range(0, 8).SelectMany(i => new GroundTruthBox[]
    {
        new($"{i}", 3, 50, 50, 10, 10), new($"{i}", 3, 0, 0, 10, 10),
    }));

    [Fact]
    public void Counts_by_the_protocol()
    {
        var measured = Measure(
            Truth,
            Box("0", 3, 1, Half), // exactly one half is good
            Box("1", 1, 1, Good), Box("1", 3, 2, Good), // right at 5 only
            Box("2", 3, 1, Bad), Box("2", 1, 2, Good), // class right, box wrong; a good box of another class does not help
            Box("3", 1, 1, Good), Box("3", 3, 6, Good), // sixth
            Box("4", 1, 1, Good));
        Assert.Equal(5, measured.Images);
        Assert.Equal((4 / 5.0, 3 / 5.0), (measured.Top1LocalizationError, measured.Top5LocalizationError));
        Assert.Equal((3 / 5.0, 2 / 5.0), (measured.Top1ClassificationError, measured.Top5ClassificationError));
        Assert.Equal((4, 1 / 4.0), (measured.TrueClasses, measured.TrueClassLocalizationError));
        Assert.Equal((0.5 + 1 + 0.4 + 1) / 4, measured.MeanIntersectionOverUnion, 12);
        Assert.Equal((1, 3), (measured.TrueClassesWithoutResults, measured.PicturesWithoutResults.Count));
        Assert.Equal(double.NaN, measured.MaxBoxAccuracy);
        Assert.Equal(3, measured.IncompleteImages); // with one of the first five ranks, where others have two
    }

    [Fact]
    public void Boxes_of_another_true_class_do_not_count()
    {
        var measured = Measure(new([new("a", 3, 0, 0, 10, 10), new("a", 4, 50, 50, 10, 10)]), Box("a", 4, 1, Good));
        Assert.Equal((1, 0), (measured.Top1LocalizationError, measured.Top1ClassificationError));
        Assert.Equal([3, 4], measured.Classes.Select(one => one.ClassIndex));
        Assert.Equal([1, 1], measured.Classes.Select(one => one.Top1LocalizationError));
        Assert.Equal([1, 0], measured.Classes.Select(one => one.Top1ClassificationError));
        Assert.Equal(["#3"], measured.UnmatchedClasses);
    }

    [Fact]
    public void What_does_not_fit_or_is_empty_is_counted_and_not_judged()
    {
        var truth = new GroundTruthSet(
        [
            new("a", 3, 0, 0, 10, 10) { ImageSize = (7, 7) }, new("a", 3, 0, 0, 0, 10) { ImageSize = (7, 7) },
            new("b", 3, 0, 0, 10, 10) { ImageSize = (60, 60) },
        ]);
        var random = new Random(1);
        var measured = Measure(truth,
            ClassJudgement.Of(truth, Map("a", 3, 1, random)), ClassJudgement.Of(truth, Map("b", 3, 1, random)));
        Assert.Equal((1, 1), (measured.Images, measured.EmptyTrueBoxes));
        Assert.StartsWith(
            "a: the ground truth is of an image of 7×7 pixels; this one has 60×60", Assert.Single(measured.PicturesOfOtherSize));
        Assert.Empty(measured.PicturesWithoutResults);
    }

    [Fact]
    public void Boxes_outside_their_images_are_no_truth_of_theirs_and_those_that_reach_far_beyond_are_counted()
    {
        var truth = new GroundTruthSet(
        [
            new("outside", 3, 0, 0, 10, 10), new("outside", 3, 10, 700, 10, 10), new("beyond", 3, 0, 0, 67, 10),
            new("rounded", 3, -1, 0, 62, 60),
        ]);
        var random = new Random(1);
        var measured = Measure(truth, [.. truth.Images.Select(image => ClassJudgement.Of(truth, Map(image.Path, 3, 1, random)))]);
        Assert.Equal((2, 1), (measured.Images, measured.TrueBoxesBeyondImages));
        Assert.Equal("outside: a true box, 10×10 pixels at (10, 700), is not within the image, which has 60×60; the ground truth "
            + "is of another image or size, or wrong.", Assert.Single(measured.PicturesOfOtherSize));
    }

    [Fact]
    public void Results_may_come_in_any_order()
    {
        var random = new Random(1);
        ClassJudgement[] results = [.. Enumerable.Range(0, 8).SelectMany(i => new[]
        {
            ClassJudgement.Of(Truth, Map($"{i}", 3, i % 3 + 1, random)),
            Box($"{i}", 3, i % 3 + 1, new BoundingBox(random.Next(5), 0, 10, 10), 10),
            Box($"{i}", 3, i % 3 + 1, new BoundingBox(0, random.Next(5), 10, 10), 10),
        })];
        var straight = Measure(Truth, results);
        Assert.Equal(8, straight.SurplusBoxes);
        for (var i = 0; i < 5; i++)
        {
            random.Shuffle(results);
            Assert.Equivalent(straight, Measure(Truth, results), strict: true);
        }
    }

    [Fact]
    public void Of_several_boxes_the_one_with_the_largest_mask_counts()
    {
        var measured = Measure(Truth, Box("0", 3, 1, Good, 99), Box("0", 3, 1, Bad, 100), Box("0", 3, 1, Half, 98));
        Assert.Equal((0.4, 2), (measured.MeanIntersectionOverUnion, measured.SurplusBoxes));
    }

    [Fact]
    public void Of_the_objects_of_a_map_the_first_counts_and_the_others_change_no_figure()
    {
        // Of blocks at the edge the second may even have more pixels; a good box of the second object does not help.
        var alone = Measure(Truth, Box("0", 3, 1, Bad), Box("0", 1, 2, Good), Box("1", 3, 2, Good), Box("1", 1, 1, Bad));
        ClassJudgement[] all = [Box("0", 3, 1, Bad), Box("0", 3, 1, Good, 9, 2), Box("0", 1, 2, Good), Box("1", 3, 2, Good),
            Box("1", 3, 2, Bad, 9, 2), Box("1", 3, 2, Bad, 1, 3), Box("1", 1, 1, Bad)];
        foreach (var results in new[] { all, [.. all.Reverse()] })
        {
            var measured = Measure(Truth, results);
            Assert.Equal((0, 3), (alone.SurplusBoxes, measured.SurplusBoxes));
            Assert.Equal(Values(alone), Values(measured));
            Assert.Equal((alone.Images, alone.TrueClasses, alone.IncompleteImages, 0.5),
                (measured.Images, measured.TrueClasses, measured.IncompleteImages, measured.Top5LocalizationError));
        }

        // Whoever leaves the first away is judged by what is left.
        Assert.Equal(0, Measure(Truth, Box("0", 3, 1, Good, 9, 2)).Top1LocalizationError);
    }

    [Fact]
    public void What_the_results_do_not_tell_is_not_a_number()
    {
        var nothing = Measure(Truth);
        Assert.Equal((0, 8), (nothing.Images, nothing.PicturesWithoutResults.Count));
        foreach (var value in Values(nothing)) Assert.Equal(double.NaN, value);
        Assert.Empty(nothing.Intervals);

        // Maps alone say nothing of boxes, and a map of a class that was asked for nothing of predictions.
        var maps = Measure(Truth, ClassJudgement.Of(Truth, Map("0", 3, 17, new Random(1))));
        Assert.Equal((double.NaN, double.NaN, double.NaN),
            (maps.Top1LocalizationError, maps.Top1ClassificationError, maps.TrueClassLocalizationError));
        Assert.False(double.IsNaN(maps.MaxBoxAccuracy));
        var first = Measure(Truth, Box("0", 3, 1, Good));
        Assert.Equal((0, double.NaN), (first.Top1LocalizationError, first.Top5LocalizationError));

        // Who asks for true classes only knows that the other ranks are of others.
        var asked = Measure(Truth, new MeasureOptions { TrueClassesOnly = true },
            ClassJudgement.Of(Truth, Map("0", 3, 17, new Random(1)), null));
        Assert.Equal((1, 1, 1, 0), (asked.Top5LocalizationError, asked.Top5ClassificationError, asked.TrueClassLocalizationError,
            asked.MeanIntersectionOverUnion));
    }

    [Fact]
    public void What_cannot_be_judged_is_told()
    {
        var measured = Measure(Truth, Box("elsewhere", 3, 1, Good), Box("0", 1, 1, Good));
        Assert.Equal(["elsewhere"], measured.PicturesWithoutTruth);
        Assert.Equal(7, measured.PicturesWithoutResults.Count);
        Assert.Equal((1, 1, 0), (measured.Images, measured.TrueClassesWithoutResults, measured.TrueClasses));
        Assert.Equal(["#3"], measured.UnmatchedClasses);
    }

    [Fact]
    public void Intervals_repeat_hold_the_figure_and_do_not_depend_on_threads()
    {
        ClassJudgement[] results = [.. Enumerable.Range(0, 8).Select(i => Box($"{i}", 3, 1, i < 6 ? Good : Bad))];
        var measured = Measure(Truth, new MeasureOptions { Threads = 1 }, results);
        Assert.Equivalent(measured, Measure(Truth, new MeasureOptions { Threads = 3 }, results), strict: true);
        var interval = measured.Intervals[nameof(measured.Top1LocalizationError)];
        // the binomial's 2.5 % and 97.5 % of 8 × ¼
        Assert.Equal((0.25, 0, 0.625), (measured.Top1LocalizationError, interval.Lower, interval.Upper));
        var sure = Measure(Truth, new MeasureOptions { Confidence = 0.2 },
            results).Intervals[nameof(measured.Top1LocalizationError)];
        Assert.True(sure.Lower > interval.Lower && sure.Upper < interval.Upper);
        Assert.Empty(Measure(Truth, new MeasureOptions { Resamples = 0 }, results).Intervals);
    }

    [Fact]
    public void Pixels_of_masks_are_ranked()
    {
        // Left half of the image: the map is highest there, lowest on the right; between is a mistake.
        var mask = new RunLengthMask(224, 224, [0, 112 * 224, 112 * 224]);
        var truth = new GroundTruthSet([new GroundTruthBox("a", 0, 0, 0, 112, 224) { Mask = mask }]);
        var perfect = new float[224 * 224];
        for (var i = 0; i < perfect.Length; i++) perfect[i] = i % 224 < 112 ? 2 : 0;
        Assert.Equal(1, Measure(truth, ClassJudgement.Of(truth, Map("a", 0, 1, perfect, 224, 224))).PixelAveragePrecision);
        // Upside down: precision at the low threshold is one half, at which all of the object is found.
        Assert.Equal(0.5, Measure(truth,
            ClassJudgement.Of(truth, Map("a", 0, 1, [.. perfect.Select(v => 2 - v)], 224, 224))).PixelAveragePrecision);
        Assert.Equal(0.5,
            Measure(truth, ClassJudgement.Of(truth, Map("a", 0, 1, new float[224 * 224], 224, 224))).PixelAveragePrecision);
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(25, 5, true)]
    [InlineData(25.01, 5, false)]
    [InlineData(19, 22, true)] // 9 and 12 away: 15
    [InlineData(19.01, 22, false)]
    [InlineData(-15, 0, true)]
    public void A_peak_points_with_fifteen_pixels_of_tolerance(double x, double y, bool hit) =>
        Assert.Equal(hit, PointingGame.IsHit([new("a", 3, 0, 0, 10, 10)], new(x, y)));

    [Fact]
    public void Small_objects_beside_others_are_difficult()
    {
        GroundTruthBox small = new("a", 1, 0, 0, 10, 10), other = new("a", 2, 0, 0, 90, 90);
        Assert.True(PointingGame.IsDifficult([small, other], [small], 100, 100));
        Assert.False(PointingGame.IsDifficult([small, other], [small], 20, 20)); // exactly a quarter
        Assert.False(PointingGame.IsDifficult([small], [small], 100, 100));
        Assert.False(PointingGame.IsDifficult([small, other], [other], 100, 100));
    }

    [Fact]
    public void Refuses_nonsense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(Truth, new MeasureOptions { Overlap = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(Truth, new MeasureOptions { Confidence = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(Truth, new MeasureOptions { Resamples = -1 }));
    }

    private static IEnumerable<double> Values(LocalizationMeasurement measured) =>
        [measured.Top1ClassificationError, measured.Top5LocalizationError, measured.TrueClassLocalizationError,
            measured.MeanIntersectionOverUnion,
            measured.MaxBoxAccuracy, measured.MaxBoxAccuracyV2, measured.PointingAccuracy, measured.DifficultPointingAccuracy,
            measured.PixelAveragePrecision];

    private static LocalizationMeasurement Measure(GroundTruthSet truth, params ClassJudgement[] results) =>
        Measure(truth, new MeasureOptions(), results);

    private static LocalizationMeasurement Measure(GroundTruthSet truth, MeasureOptions options, params ClassJudgement[] results)
    {
        var meter = new LocalizationMeter(truth, new() { Network = "net" }, "Gradient", options with { Details = true });
        foreach (var result in results) meter.Add(result);
        return meter.Measure();
    }

    private static ClassJudgement Box(string path, int classIndex, int rank, BoundingBox box, int area = 1, int instance = 1) =>
        ClassJudgement.Of(Truth3(path), new ObjectBox
    {
        Path = path, ClassIndex = classIndex, Label = $"c{classIndex}", Rank = rank, X = box.X, Y = box.Y, Width = box.Width,
        Height = box.Height, MaskArea = area, Instance = instance,
    });

    // The image "a" is of two classes.
    private static GroundTruthSet Truth3(string path) =>
        path == "a" ? new([new("a", 3, 0, 0, 10, 10), new("a", 4, 50, 50, 10, 10)]) : Truth;

    private static ClassSaliency Map(string path, int classIndex, int rank, Random random) =>
        Map(path, classIndex, rank, [.. Enumerable.Range(0, 12 * 12).Select(_ => random.NextSingle())], 12, 12);

    private static ClassSaliency Map(string path, int classIndex, int rank, float[] values, int width, int height) => new()
    {
        Path = path, ClassIndex = classIndex, Label = $"c{classIndex}", Rank = rank, Score = 1, Probability = 1, Bias = 0,
        View = SaliencyView.Whole, Network = "net",
        Map = new SaliencyMap(values, width, height, Math.Max(60, width), Math.Max(60, height)),
    };
}
