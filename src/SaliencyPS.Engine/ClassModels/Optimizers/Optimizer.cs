namespace SaliencyPS.ClassModels.Optimizers;

/// <summary>Turns gradients into steps; one instance serves one ascent.</summary>
internal abstract class Optimizer
{
    /// <summary>Moves the parameters uphill.</summary>
    public abstract void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float rate);
}
