using System.Management.Automation;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What is known of the terminal behind the host, if any.</summary>
internal static class HostTerminal
{
    /// <summary>Whether what is emitted goes to a terminal that obeys escape sequences, and they are wanted there.</summary>
    public static bool HasTerminal(this PSCmdlet cmdlet) =>
        !Console.IsOutputRedirected && cmdlet.Host?.UI is { SupportsVirtualTerminal: true }
        && OutputRendering(cmdlet) != "PlainText";

    /// <summary>Columns for an image.</summary>
    public static int Columns(this PSCmdlet cmdlet)
    {
        try
        {
            return SaliencyImage.ColumnsOf(cmdlet.Host?.UI?.RawUI?.BufferSize.Width);
        }
        catch (Exception e) when (e is NotImplementedException or RuntimeException)
        {
            return SaliencyImage.ColumnsOf(null); // A host without a screen, as that of a job.
        }
    }

    private static string? OutputRendering(PSCmdlet cmdlet) =>
        cmdlet.SessionState.PSVariable.GetValue("PSStyle") is { } style
            ? PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString()
            : null;
}
