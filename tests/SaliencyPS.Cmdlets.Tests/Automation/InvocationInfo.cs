namespace System.Management.Automation;

public sealed class InvocationInfo
{
    public bool ExpectingInput { get; set; }
}
