namespace System.Management.Automation;

public sealed class PSObject(object value)
{
    public object BaseObject => value;

    public PSProperties Properties { get; } = [];

    public static PSObject AsPSObject(object value) => value as PSObject ?? new(value);
}
