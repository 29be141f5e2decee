namespace SaliencyPS.ClassModels.Transformations;

/// <summary>Turns the view by an angle evenly within ± <paramref name="most"/> degrees.</summary>
internal sealed class Rotation(double most) : IViewChange
{
    /// <inheritdoc/>
    public Affine Draw(Random random)
    {
        var (sin, cos) = Math.SinCos((2 * random.NextDouble() - 1) * most * Math.PI / 180);
        return new(cos, -sin, 0, sin, cos, 0);
    }
}
