namespace System.Management.Automation;

public static class VerbsCommon
{
    public const string Find = "Find", Get = "Get", New = "New", Show = "Show";
}
