using System.Management.Automation.Host;

namespace System.Management.Automation;

public abstract class PSCmdlet : Cmdlet
{
    public SessionState SessionState { get; } = new();

    public InvocationInfo MyInvocation { get; } = new();

    public ProviderIntrinsics InvokeProvider { get; } = new();

    public PSHost Host { get; } = new();

    public string ParameterSetName { get; set; } = "";
}
