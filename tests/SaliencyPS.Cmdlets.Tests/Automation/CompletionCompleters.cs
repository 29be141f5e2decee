namespace System.Management.Automation;

public static class CompletionCompleters
{
    public static IEnumerable<CompletionResult> CompleteFilename(string fileName) => [];
}
