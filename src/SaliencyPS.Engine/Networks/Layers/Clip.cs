namespace SaliencyPS.Networks.Layers;

/// <summary>
/// min(max(x, minimum), maximum). Where only one bound is there, the derivative at it is 1, as PyTorch's clamp has it;
/// where both are, 0, as hardtanh has it.
/// </summary>
public sealed record Clip : Rectifier
{
    /// <summary>Keeps values between two bounds.</summary>
    /// <param name="minimum">The lower bound; −∞ or the least float for none.</param>
    /// <param name="maximum">The upper bound; +∞ or the largest float for none.</param>
    public Clip(float minimum, float maximum) : base(minimum, maximum, 0) =>
        IncludesBounds = minimum <= float.MinValue || maximum >= float.MaxValue;
}
