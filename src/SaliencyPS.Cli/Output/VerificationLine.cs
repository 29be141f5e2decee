namespace SaliencyPS.Cli.Output;

/// <summary>One verification as JSON; the properties are those of <see cref="NetworkVerification"/>.</summary>
internal sealed record VerificationLine(
    string Network, string Reference, string Engine, bool Passed, double LogitError, double LogitDifference,
    double? GradientError, double? GradientDifference, double LogitTolerance, double GradientTolerance, string? Note,
    IReadOnlyList<SampleVerification> Samples)
{
    public static VerificationLine From(NetworkVerification verified) => new(
        verified.Network, verified.Reference, verified.Engine, verified.Passed, verified.LogitError, verified.LogitDifference,
        verified.GradientError, verified.GradientDifference, verified.LogitTolerance, verified.GradientTolerance, verified.Note,
        verified.Samples);
}
