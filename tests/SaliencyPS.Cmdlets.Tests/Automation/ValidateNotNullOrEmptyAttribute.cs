namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNotNullOrEmptyAttribute : Attribute;
