namespace SaliencyPS.ClassModels.Transformations;

/// <summary>Moves the view by whole pixels, evenly within ± <paramref name="most"/> along each axis.</summary>
internal sealed class Jitter(int most) : IViewChange
{
    /// <inheritdoc/>
    public Affine Draw(Random random) =>
        Affine.Identity with { X = random.Next(-most, most + 1), Y = random.Next(-most, most + 1) };
}
