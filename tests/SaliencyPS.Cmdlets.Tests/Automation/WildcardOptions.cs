namespace System.Management.Automation;

public enum WildcardOptions { IgnoreCase }
