namespace SaliencyPS.ClassModels.Transformations;

/// <summary>
/// Makes things larger or smaller by up to <paramref name="most"/>, a share of their size; 1.1 times as likely as 1/1.1.
/// </summary>
internal sealed class Scaling(double most) : IViewChange
{
    /// <inheritdoc/>
    public Affine Draw(Random random)
    {
        // What is seen larger comes from a smaller part of the image.
        var step = Math.Pow(1 + most, 1 - 2 * random.NextDouble());
        return Affine.Identity with { XX = step, YY = step };
    }
}
