namespace System.Management.Automation;

public sealed class ProviderInfo(string name)
{
    public string Name => name;
}
