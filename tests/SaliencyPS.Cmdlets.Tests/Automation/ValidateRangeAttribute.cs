namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRangeAttribute(object minimum, object maximum) : Attribute
{
    public (object Minimum, object Maximum) Range => (minimum, maximum);
}
