using SaliencyPS.ClassModels.Maps;
using SaliencyPS.ClassModels.Parametrization;
using SaliencyPS.ClassModels.Transformations;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

/// <summary>Every map of images goes back exactly as it goes forth.</summary>
public class ImageMapTests
{
    private static readonly Preprocessing Bgr = new()
    {
        Mean = [0.3f, 0.5f, 0.6f], Std = [0.2f, 0.25f, 0.3f], Channels = ChannelOrder.Bgr
    };

    // Odd, even and prime sizes, narrower and wider than a vector, and one row.
    private static readonly TensorShape[] Shapes = [new(3, 1, 5), new(3, 7, 4), new(3, 16, 16), new(3, 13, 37), new(3, 24, 50)];

    public static TheoryData<string, int> LinearMaps()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in (string[])["fourier", "colors", "blur", "no blur", "wide blur", "view", "jitter"])
            for (var shape = 0; shape < Shapes.Length; shape++) data.Add(name, shape);
        return data;
    }

    [Theory]
    [MemberData(nameof(LinearMaps))]
    public void Backward_is_the_adjoint_of_forward(string name, int which)
    {
        // ⟨Ax, y⟩ = ⟨x, A'y⟩ for all x and y.
        var shape = Shapes[which];
        for (var seed = 1; seed < 5; seed++)
        {
            var map = Create(name, shape, seed);
            var (x, y) = (TestNetworks.Values(shape.Length, seed), TestNetworks.Values(shape.Length, seed + 10));
            var (ax, aty) = (new float[shape.Length], new float[shape.Length]);
            Array.Fill(ax, float.NaN);
            Array.Fill(aty, float.NaN);
            map.Forward(x, ax, Parallelism.Single);
            map.Backward(y, aty, Parallelism.Single);
            var tolerance = 2e-6 * Math.Sqrt(Vectors.Dot(ax, ax) * Vectors.Dot(y, y));
            Assert.Equal(Vectors.Dot(ax, y), Vectors.Dot(x, aty), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(LinearMaps))]
    public void The_bytes_do_not_depend_on_the_threads(string name, int which)
    {
        var shape = Shapes[which];
        var x = TestNetworks.Values(shape.Length);
        float[][] Run(int threads)
        {
            var (map, parallel, forward, backward) =
                (Create(name, shape, 3), new Parallelism(threads), new float[shape.Length], new float[shape.Length]);
            map.Forward(x, forward, parallel);
            map.Backward(x, backward, parallel);
            return [forward, backward];
        }

        Assert.Equal(Run(1), Run(4));
    }

    [Fact]
    public void The_gradient_of_the_bounded_range_is_that_of_central_differences()
    {
        var shape = new TensorShape(3, 5, 6);
        var map = new BoundedRange(shape, Bgr);
        var (x, gradient, slopes) = (TestNetworks.Values(shape.Length, 1, 4), new float[shape.Length], new float[shape.Length]);
        const float Step = 1e-2f;
        float[] Forward(float shift)
        {
            var result = new float[shape.Length];
            map.Forward(x.Select(v => v + shift).ToArray(), result, Parallelism.Single);
            return result;
        }

        var (above, below) = (Forward(Step), Forward(-Step));
        Forward(0);
        Array.Fill(gradient, 1);
        map.Backward(gradient, slopes, Parallelism.Single);
        for (var i = 0; i < x.Length; i++) Assert.Equal((above[i] - below[i]) / (2 * Step), slopes[i], 2e-3);
    }

    [Theory]
    [InlineData(1e6f)]
    [InlineData(-1e6f)]
    [InlineData(0)]
    [InlineData(3)]
    public void The_bounded_range_keeps_levels_between_black_and_white_and_begins_at_the_mean(float value)
    {
        var shape = new TensorShape(3, 1, 1);
        var result = new float[3];
        new BoundedRange(shape, Bgr).Forward(Enumerable.Repeat(value, 3).ToArray(), result, Parallelism.Single);
        for (var c = 0; c < 3; c++)
        {
            Assert.InRange(result[c] * Bgr.Std[c] + Bgr.Mean[c], -1e-5, 1 + 1e-5);
            if (value == 0) Assert.Equal(0, result[c], 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(227)]
    public void Waves_of_equal_weight_are_an_orthonormal_basis(int side)
    {
        // The transform without its scale is its own inverse: of the scaled unit wave comes an image of that length.
        var shape = new TensorShape(1, side, side);
        var map = new FourierImage(shape);
        var strength = 0.0;
        for (var k = 0; k < Math.Min(side * side, 40); k++)
        {
            var (wave, image) = (new float[shape.Length], new float[shape.Length]);
            wave[k] = 1;
            map.Forward(wave, image, Parallelism.Single);
            var length = Math.Sqrt(Vectors.Dot(image, image));
            if (k == 0)
            {
                strength = length;
                // The longest wave is the mean.
                Assert.All(image, value => Assert.Equal(image[0], value, 1e-6 * length));
                Assert.Equal(map.Gain, length * length, 1e-4 * map.Gain);
            }
            else if (k < side)
            {
                // 1/f along the first row.
                Assert.Equal(strength / Math.Min(k, side - k), length, 1e-4 * strength);
            }
        }
    }

    [Fact]
    public void Matrix_products_are_those_of_the_definition()
    {
        foreach (var (rows, inner, columns) in new[] { (1, 1, 1), (3, 5, 7), (4, 8, 32), (9, 17, 70), (8, 3, 33) })
        {
            var (a, b) = (TestNetworks.Values(rows * inner, 1), TestNetworks.Values(inner * columns, 2));
            var result = new float[rows * columns];
            MatrixProduct.Compute(a, b, result, rows, inner, columns, new Parallelism(2));
            for (var y = 0; y < rows; y++)
                for (var x = 0; x < columns; x++)
                    Assert.Equal(Enumerable.Range(0, inner).Sum(k => (double)a[y * inner + k] * b[k * columns + x]),
                        result[y * columns + x], 1e-5);
        }
    }

    [Fact]
    public void Colors_are_those_of_photographs()
    {
        // The first axis is brightness: all channels, nearly alike, as R G B or as B G R.
        var (axis, color) = (new float[] { 1, 0, 0 }, new float[3]);
        new ColorDecorrelation(new(3, 1, 1), Preprocessing.ImageNet).Forward(axis, color, Parallelism.Single);
        Assert.Equal(0.26 / 0.27, color[0] * Preprocessing.ImageNet.Std[0] / (color[2] * Preprocessing.ImageNet.Std[2]), 1e-5);
        var turned = new float[3];
        new ColorDecorrelation(new(3, 1, 1), new() { Std = [0.225f, 0.224f, 0.229f], Channels = ChannelOrder.Bgr })
            .Forward(axis, turned, Parallelism.Single);
        Assert.Equal(color.Reverse(), turned);
    }

    [Fact]
    public void A_view_moved_by_whole_pixels_is_the_image_moved_and_zero_beyond()
    {
        var shape = new TensorShape(2, 4, 5);
        var (image, view) = (TestNetworks.Values(shape.Length), new float[shape.Length]);
        var sampler = new ViewSampler(shape, []);
        sampler.Place(Affine.Identity with { X = 2, Y = -1 });
        sampler.Forward(image, view, Parallelism.Single);
        for (var c = 0; c < 2; c++)
            for (var y = 0; y < 4; y++)
                for (var x = 0; x < 5; x++)
                    Assert.Equal(y >= 1 && x < 3 ? image[c * 20 + (y - 1) * 5 + x + 2] : 0, view[c * 20 + y * 5 + x]);
    }

    [Fact]
    public void A_view_turned_by_a_quarter_is_the_image_turned()
    {
        var shape = new TensorShape(1, 5, 5);
        var (image, view) = (TestNetworks.Values(25), new float[25]);
        var sampler = new ViewSampler(shape, []);
        sampler.Place(new Affine(0, -1, 0, 1, 0, 0));
        sampler.Forward(image, view, Parallelism.Single);
        for (var y = 0; y < 5; y++)
            for (var x = 0; x < 5; x++) Assert.Equal(image[x * 5 + (4 - y)], view[y * 5 + x], 1e-6);
    }

    [Fact]
    public void Changes_of_the_view_stay_within_their_ranges()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var jitter = new Jitter(3).Draw(random);
            Assert.True(Math.Abs(jitter.X) <= 3 && Math.Abs(jitter.Y) <= 3 && jitter.X == Math.Round(jitter.X));
            Assert.InRange(new Scaling(0.25).Draw(random).XX, 0.8 - 1e-12, 1.25 + 1e-12);
            var turn = new Rotation(30).Draw(random);
            Assert.InRange(Math.Atan2(turn.YX, turn.XX) * 180 / Math.PI, -30, 30);
            Assert.Equal(1, turn.XX * turn.YY - turn.XY * turn.YX, 1e-12);
        }
    }

    [Fact]
    public void One_change_after_another_is_the_product_of_both()
    {
        Affine first = new(1, 2, 3, 4, 5, 6), next = new(0, -1, 7, 1, 0, 8);
        var both = first.Then(next);
        // (2, 1) goes to (7, 19) and on to (−19 + 7, 7 + 8).
        Assert.Equal((-12, 15), (both.XX * 2 + both.XY + both.X, both.YX * 2 + both.YY + both.Y));
    }

    [Fact]
    public void A_blur_keeps_the_mean_and_evens_out()
    {
        var shape = new TensorShape(1, 9, 12);
        var blur = new GaussianBlur(shape) { Deviation = 1.5 };
        var (image, result) = (TestNetworks.Values(shape.Length), new float[shape.Length]);
        blur.Forward(image, result, Parallelism.Single);
        Assert.Equal(image.Average(), result.Average(), 1e-6);
        Assert.True(result.Max() - result.Min() < 0.5 * (image.Max() - image.Min()));
    }

    private static ImageMap Create(string name, TensorShape shape, int seed)
    {
        switch (name)
        {
            case "fourier": return new FourierImage(shape);
            case "colors": return new ColorDecorrelation(shape, Bgr);
            case "blur": return new GaussianBlur(shape) { Deviation = 0.7 * seed };
            case "no blur": return new GaussianBlur(shape) { Deviation = 0 };
            case "wide blur": return new GaussianBlur(shape) { Deviation = shape.Width * 2 };
            default:
                var sampler = new ViewSampler(shape,
                    name == "jitter" ? [new Jitter(2)] : [new Jitter(3), new Scaling(0.5), new Rotation(90)]);
                sampler.Draw(new Random(seed));
                return sampler;
        }
    }
}
