namespace System.Management.Automation;

/// <summary>A session without variables.</summary>
public sealed class PSVariableIntrinsics
{
    public object? GetValue(string name) => null;
}
