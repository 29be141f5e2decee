namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class AliasAttribute(params string[] names) : Attribute
{
    public string[] Names => names;
}
