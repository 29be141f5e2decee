namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateCountAttribute(int minimum, int maximum) : Attribute
{
    public (int Minimum, int Maximum) Count => (minimum, maximum);
}
