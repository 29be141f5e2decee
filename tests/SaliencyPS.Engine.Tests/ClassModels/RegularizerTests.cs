using SaliencyPS.ClassModels.Regularizers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

public class RegularizerTests
{
    private static readonly TensorShape Shape = new(2, 4, 5);

    [Fact]
    public void Total_variation_is_the_sum_of_the_steps_between_neighbours() =>
        // xplique, tests/features_visualizations/test_regularizers.py.
        Assert.Equal(10, new TotalVariation(new(1, 3, 3)).Value([0, 0, 0, 0, 2, 0, 0, 0, 1]));

    [Fact]
    public void Total_variation_does_not_reach_from_row_to_row_or_from_channel_to_channel() =>
        Assert.Equal(0, new TotalVariation(new(2, 1, 1)).Value([1, 5]) + new TotalVariation(new(1, 2, 1)).Value([3, 3]));

    [Fact]
    public void The_squared_norm_is_the_sum_of_squares() => Assert.Equal(32, new SquaredNorm().Value([-4, 4]));

    [Fact]
    public void The_bias_to_the_centre_leaves_the_middle_free_and_counts_the_corners_in_full()
    {
        var center = new CenterBias(new(1, 3, 3));
        Assert.Equal(0, center.Value([0, 0, 0, 0, 9, 0, 0, 0, 0]));
        Assert.Equal(4.5, center.Value([3, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(2.25, center.Value([0, 3, 0, 0, 0, 0, 0, 0, 0]));
    }

    public static TheoryData<string> All => ["norm", "variation", "center"];

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_are_those_of_central_differences(string name)
    {
        Regularizer regularizer =
            name switch { "norm" => new SquaredNorm(), "variation" => new TotalVariation(Shape), _ => new CenterBias(Shape) };
        var image = TestNetworks.Values(Shape.Length);
        var gradient = TestNetworks.Values(Shape.Length, 2);
        float[] before = [.. gradient];
        regularizer.Subtract(0.5f, image, gradient);
        const float Step = 1f / 4096;
        for (var i = 0; i < image.Length; i++)
        {
            double At(float shift)
            {
                float[] moved = [.. image];
                moved[i] += shift;
                return regularizer.Value(moved);
            }

            Assert.Equal(0.5 * (At(Step) - At(-Step)) / (2 * Step), before[i] - gradient[i], 1e-4);
        }
    }

    [Fact]
    public void An_even_image_has_no_slope_of_its_variation()
    {
        var gradient = new float[Shape.Length];
        new TotalVariation(Shape).Subtract(1, new float[Shape.Length], gradient);
        Assert.All(gradient, slope => Assert.Equal(0, slope));
    }
}
