namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Class)]
public sealed class CmdletAttribute(string verb, string noun) : Attribute
{
    public string Name => $"{verb}-{noun}";

    public string? DefaultParameterSetName { get; set; }

    public bool SupportsShouldProcess { get; set; }
}
