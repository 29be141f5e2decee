namespace System.Management.Automation;

public static class VerbsDiagnostic
{
    public const string Measure = "Measure", Test = "Test";
}
