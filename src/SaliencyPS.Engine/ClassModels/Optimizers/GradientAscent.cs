namespace SaliencyPS.ClassModels.Optimizers;

/// <summary>θ += rate · gradient: the paper's.</summary>
internal sealed class GradientAscent : Optimizer
{
    /// <inheritdoc/>
    public override void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float rate)
    {
        for (var i = 0; i < parameters.Length; i++) parameters[i] += rate * gradient[i];
    }
}
