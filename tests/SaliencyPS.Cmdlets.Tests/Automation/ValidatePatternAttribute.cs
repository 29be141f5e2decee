namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidatePatternAttribute(string regexPattern) : Attribute
{
    public string RegexPattern => regexPattern;
}
