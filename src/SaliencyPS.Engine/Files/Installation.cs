namespace SaliencyPS.Files;

/// <summary>What is installed with the engine.</summary>
internal static class Installation
{
    /// <summary>
    /// The folder of the engine, not of the program: PowerShell loads the module from a folder of its own. An engine inside
    /// another file has no place; then it is the program's.
    /// </summary>
    public static string Folder { get; } =
        Path.GetDirectoryName(typeof(Installation).Assembly.Location) is { Length: > 0 } beside ? beside
            : AppContext.BaseDirectory;
}
