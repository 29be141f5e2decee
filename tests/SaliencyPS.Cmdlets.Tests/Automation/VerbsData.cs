namespace System.Management.Automation;

public static class VerbsData
{
    public const string Export = "Export", Import = "Import";
}
