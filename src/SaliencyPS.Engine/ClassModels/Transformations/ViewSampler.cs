using SaliencyPS.ClassModels.Maps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Transformations;

/// <summary>
/// Shows the network the image moved, scaled and turned at random, so that it must look right from everywhere and
/// patterns that depend on single pixels do not pay. All changes are taken together and sampled once, bilinearly;
/// beyond the image is the mean image, zero.
/// </summary>
internal sealed class ViewSampler(TensorShape shape, IReadOnlyList<IViewChange> changes) : ImageMap
{
    // Up to 16 bits below a pixel are enough, and make shares of whole pixels exactly 0 and 1.
    private const double Fine = 1 << 16;

    // For each pixel of the view: its upper left source (counted on a plane with a rim of one
    // pixel) and its place between the four.
    private readonly int[] _sources = new int[shape.Plane];
    private readonly float[] _right = new float[shape.Plane], _down = new float[shape.Plane];
    private readonly float[] _framed = new float[shape.Channels * (shape.Height + 3) * (shape.Width + 3)];

    private int Stride => shape.Width + 3;

    private int FramedPlane => (shape.Height + 3) * Stride;

    /// <summary>Draws the view of the next step.</summary>
    public void Draw(Random random) =>
        Place(changes.Aggregate(Affine.Identity, (view, change) => view.Then(change.Draw(random))));

    /// <summary>Takes one certain view.</summary>
    public void Place(Affine view)
    {
        double middleX = (shape.Width - 1) / 2.0, middleY = (shape.Height - 1) / 2.0;
        for (var y = 0; y < shape.Height; y++)
            for (var x = 0; x < shape.Width; x++)
            {
                var (dx, dy) = (x - middleX, y - middleY);
                var (column, right) = Split(view.XX * dx + view.XY * dy + view.X + middleX, shape.Width);
                var (row, down) = Split(view.YX * dx + view.YY * dy + view.Y + middleY, shape.Height);
                var i = y * shape.Width + x;
                (_sources[i], _right[i], _down[i]) = ((row + 1) * Stride + column + 1, right, down);
            }
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> input, Memory<float> output,
        Parallelism parallel) => parallel.For(shape.Channels, c =>
    {
        var image = input.Span.Slice(c * shape.Plane, shape.Plane);
        var view = output.Span.Slice(c * shape.Plane, shape.Plane);
        var framed = Framed(c);
        framed.Clear();
        for (var y = 0; y < shape.Height; y++) image.Slice(y * shape.Width, shape.Width).CopyTo(framed[((y + 1) * Stride + 1)..]);
        for (var i = 0; i < view.Length; i++)
        {
            var (source, right, down) = (_sources[i], _right[i], _down[i]);
            var upper = (1 - right) * framed[source] + right * framed[source + 1];
            var lower = (1 - right) * framed[source + Stride] + right * framed[source + Stride + 1];
            view[i] = (1 - down) * upper + down * lower;
        }
    });

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient,
        Parallelism parallel) => parallel.For(shape.Channels, c =>
    {
        var view = outputGradient.Span.Slice(c * shape.Plane, shape.Plane);
        var image = inputGradient.Span.Slice(c * shape.Plane, shape.Plane);
        var framed = Framed(c);
        framed.Clear();
        for (var i = 0; i < view.Length; i++)
        {
            var (source, right, down) = (_sources[i], _right[i], _down[i]);
            var (upper, lower) = ((1 - down) * view[i], down * view[i]);
            framed[source] += (1 - right) * upper;
            framed[source + 1] += right * upper;
            framed[source + Stride] += (1 - right) * lower;
            framed[source + Stride + 1] += right * lower;
        }

        for (var y = 0; y < shape.Height; y++) framed.Slice((y + 1) * Stride + 1, shape.Width).CopyTo(image[(y * shape.Width)..]);
    });

    // A place on an axis as the pixel before it and the share of the next; all that is beyond the
    // rim is on it, where everything is zero.
    private static (int Before, float Share) Split(double place, int size)
    {
        place = Math.Clamp(Math.Round(place * Fine) / Fine, -1, size);
        var before = (int)Math.Floor(place);
        return (before, (float)(place - before));
    }

    private Span<float> Framed(int channel) => _framed.AsSpan(channel * FramedPlane, FramedPlane);
}
