using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Figures;

/// <summary>
/// The figures of wsolevaluation's own tests. There both corners lie within a box, a side that ends at the image's edge is
/// clipped by one, and values must be above the threshold; here boxes are half-open and values at the threshold belong to the
/// object. So theirs [x0, y0, x1, y1] is ours with the width x1 − x0, or one more at the edge, at a threshold just above theirs.
/// </summary>
public sealed class ThresholdBoxTests
{
    private const double Above = 1e-6;

    private static readonly float[] Unimodal =
    [
        0, 0, 0, 0, 0,
        0, 0.4f, 0.4f, 0.4f, 0.6f,
        0, 0.4f, 1, 0.8f, 0.6f,
        0, 0.4f, 0.4f, 0.4f, 0.6f,
    ];

    private static readonly float[] Multimodal =
    [
        0.4f, 0, 0.2f, 0.2f, 0.2f,
        0.4f, 0.4f, 0, 0.4f, 0,
        0, 0, 0, 0.4f, 0,
        1, 0.6f, 0.8f, 0.2f, 0.2f,
    ];

    [Theory]
    [InlineData(0.0, 1, 1, 4, 3)] // [1, 1, 4, 3]
    [InlineData(0.2, 1, 1, 4, 3)] // [1, 1, 4, 3]
    [InlineData(0.4, 2, 1, 3, 3)] // [2, 1, 4, 3]
    [InlineData(0.6, 2, 2, 2, 1)] // [2, 2, 4, 3]
    [InlineData(0.8, 2, 2, 1, 1)] // [2, 2, 3, 3]
    public void One_peak(double threshold, int x, int y, int width, int height) =>
        Assert.Equal(new BoundingBox(x, y, width, height), ThresholdBox.Find(Unimodal, 5, threshold + Above));

    [Theory]
    [InlineData(0.0, 0, 0, 5, 4)] // [0, 0, 4, 3]: touching corners connect everything
    [InlineData(0.4, 0, 3, 3, 1)] // [0, 3, 3, 3]
    [InlineData(0.8, 0, 3, 1, 1)] // [0, 3, 1, 3]
    public void Several_peaks(double threshold, int x, int y, int width, int height) =>
        Assert.Equal(new BoundingBox(x, y, width, height), ThresholdBox.Find(Multimodal, 5, threshold + Above));

    // Theirs measures a component by the area within its outline, in which a line has none: [0, 0, 2, 2], a
    // corner of three pixels, wins over a line of five, and of single pixels the last, [2, 3, 3, 3]. Ours counts
    // pixels, and of equals takes the first.
    [Theory]
    [InlineData(0.2, 0, 1, 4, 3)]
    [InlineData(0.6, 0, 3, 1, 1)]
    public void Largest_is_counted_in_pixels(double threshold, int x, int y, int width, int height) =>
        Assert.Equal(new BoundingBox(x, y, width, height), ThresholdBox.Find(Multimodal, 5, threshold + Above));

    [Fact]
    public void A_value_at_the_threshold_belongs_to_the_object() =>
        Assert.Equal(new BoundingBox(1, 1, 4, 3), ThresholdBox.Find(Unimodal, 5, 0.4));

    [Fact]
    public void Nothing_is_nowhere()
    {
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            Assert.Equal(default, ThresholdBox.Find(new float[9], 3, share));
            Assert.Equal(default, ThresholdBox.Find([0, float.NaN, 1, 0], 2, share));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdBox.Find(Unimodal, 5, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdBox.Find(Unimodal, 5, 1.1));
    }

    [Fact]
    public void Boxes_of_maps_are_in_pixels_of_the_image()
    {
        var map = new SaliencyMap([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 4, 4, 400, 200);
        var box = ThresholdBox.Find(map, 0.5);
        // The peak is at (150, 75); bilinear interpolation falls to one half 50 columns and 25 rows from it.
        Assert.InRange(box.X, 99, 101);
        Assert.InRange(box.Y, 49, 51);
        Assert.InRange(box.Width, 98, 102);
        var large = ThresholdBox.Find(new SaliencyMap([.. map.Grid], 4, 4, 4000, 2000), 0.5);
        Assert.InRange(large.X, 990, 1010);
        Assert.InRange(large.Width, 980, 1020);
    }

    // wsolevaluation: boxes (1, 2, 5, 6) and (3, 1, 4, 5) with both corners within, 8 / 27. Half-open they are as follows.
    [Fact]
    public void Overlap_is_that_of_the_same_pixels() =>
        Assert.Equal(8 / 27.0, new BoundingBox(1, 2, 5, 5).IntersectionOverUnion(new BoundingBox(3, 1, 2, 5)), 15);

    // Theirs truncates a resized box to whole pixels, (1, 2, 4, 3) of 10 × 20 to (3, 1, 14, 1)
    // of 35 × 10. Ours keeps the fractions.
    [Fact]
    public void Resized_boxes_keep_their_fractions()
    {
        double[] resized = [1 * 35 / 10.0, 2 * 10 / 20.0, 4 * 35 / 10.0, 3 * 10 / 20.0];
        Assert.Equal([3, 1, 14, 1], resized.Select(side => (int)side));
        Assert.Equal([3.5, 1, 14, 1.5], resized);
    }
}
