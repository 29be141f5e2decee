namespace System.Management.Automation;

public static class VerbsLifecycle
{
    public const string Install = "Install", Uninstall = "Uninstall";
}
