namespace System.Management.Automation.Host;

/// <summary>A host with a window of 40 columns that obeys escape sequences.</summary>
public sealed class PSHost
{
    public PSHostUserInterface? UI { get; set; } = new();
}
