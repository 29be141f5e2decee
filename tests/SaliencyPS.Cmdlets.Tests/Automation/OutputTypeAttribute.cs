namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute(params Type[] types) : Attribute
{
    public Type[] Types => types;
}
