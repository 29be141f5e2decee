using SaliencyPS.Hosting;
using SaliencyPS.Options;

namespace SaliencyPS.Evaluation.Agreement;

/// <summary>How closely numbers must agree, and what computes ours.</summary>
internal sealed record VerificationOptions
{
    /// <summary>Largest relative L2 error of a sample's scores that passes.</summary>
    public double LogitTolerance { get; init; } = VerificationDefinitions.LogitToleranceDefault;

    /// <summary>Largest relative L2 error of a sample's gradient that passes.</summary>
    public double GradientTolerance { get; init; } = VerificationDefinitions.GradientToleranceDefault;

    /// <summary>What computes; by default the engine in the box.</summary>
    public IComputeEngine Engine { get; init; } = ComputeEngines.Default;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it and the range.</exception>
    internal void Validate()
    {
        VerificationDefinitions.LogitTolerance.Check(LogitTolerance);
        VerificationDefinitions.GradientTolerance.Check(GradientTolerance);
    }
}
