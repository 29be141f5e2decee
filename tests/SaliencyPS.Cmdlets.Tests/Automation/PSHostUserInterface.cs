namespace System.Management.Automation.Host;

public sealed class PSHostUserInterface
{
    public bool SupportsVirtualTerminal { get; set; } = true;

    public PSHostRawUserInterface RawUI { get; } = new();
}
