namespace System.Management.Automation;

[Flags]
public enum WildcardOptions
{
    IgnoreCase = 2,
    CultureInvariant = 4,
}
