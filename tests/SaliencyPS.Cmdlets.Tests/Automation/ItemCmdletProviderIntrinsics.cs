using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Items of the file system, named with their provider.</summary>
public sealed class ItemCmdletProviderIntrinsics
{
    public Collection<PSObject> Get(string[] path, bool force, bool literalPath) =>
        [.. path.Select(p => new PSObject(new FileInfo(p[(p.IndexOf("::", StringComparison.Ordinal) + 2)..])))];
}
