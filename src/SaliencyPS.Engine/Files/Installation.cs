using System.Diagnostics.CodeAnalysis;

namespace SaliencyPS.Files;

/// <summary>What is installed with the engine.</summary>
internal static class Installation
{
    /// <summary>
    /// The folder of the engine, not of the program: PowerShell loads the module from a folder of its own. An engine inside
    /// another file has no place; then it is the program's.
    /// </summary>
    public static string Folder { get; } = Find();

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty place is what is asked about.")]
    private static string Find() =>
        Path.GetDirectoryName(typeof(Installation).Assembly.Location) is { Length: > 0 } beside ? beside
            : AppContext.BaseDirectory;
}
