using System.Management.Automation;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What is known of the terminal behind the host, if any.</summary>
internal static class HostTerminal
{
    // Beyond these a picture would fill the screen from top to bottom. They are taken as well where there is no host to ask.
    private const int MostColumns = 80;

    /// <summary>Whether what is emitted goes to a terminal that obeys escape sequences, and they are wanted there.</summary>
    public static bool HasTerminal(this PSCmdlet cmdlet) =>
        !Console.IsOutputRedirected && cmdlet.Host?.UI is { SupportsVirtualTerminal: true }
        && OutputRendering(cmdlet) != "PlainText";

    /// <summary>Columns for a picture. The last one stays free: some terminals break the line after it.</summary>
    public static int Columns(this PSCmdlet cmdlet)
    {
        try
        {
            return cmdlet.Host?.UI?.RawUI is { BufferSize.Width: > 1 and var width } ? Math.Min(width - 1, MostColumns) : MostColumns;
        }
        catch (Exception e) when (e is NotImplementedException or RuntimeException)
        {
            return MostColumns; // A host without a screen, as that of a job.
        }
    }

    private static string? OutputRendering(PSCmdlet cmdlet) =>
        cmdlet.SessionState.PSVariable.GetValue("PSStyle") is { } style ? PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() : null;
}
