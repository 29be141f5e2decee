namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateSetAttribute(params string[] values) : Attribute
{
    public string[] Values => values;
}
