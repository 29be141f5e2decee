namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class SupportsWildcardsAttribute : Attribute;
