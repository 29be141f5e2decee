namespace SaliencyPS.Options;

/// <summary>How closely a network must agree with another program's numbers: <c>VerificationOptions</c>.</summary>
internal static class VerificationDefinitions
{
    public const double ToleranceMinimum = 0, ToleranceMaximum = 1;
    public const double LogitToleranceDefault = 1e-4, GradientToleranceDefault = 1e-2;

    public static readonly NumberDefinition<double> LogitTolerance = new("LogitTolerance", "--logit-tolerance",
        "Largest relative L2 error of a sample's scores that passes.", ToleranceMinimum, ToleranceMaximum, LogitToleranceDefault);

    public static readonly NumberDefinition<double> GradientTolerance = new("GradientTolerance", "--gradient-tolerance",
        "Largest relative L2 error of a sample's gradient that passes.",
        ToleranceMinimum, ToleranceMaximum, GradientToleranceDefault);
}
