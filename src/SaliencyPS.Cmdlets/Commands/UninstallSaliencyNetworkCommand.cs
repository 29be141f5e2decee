using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks.Catalog;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Uninstall-SaliencyNetwork: names → gone from the store.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "SaliencyNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallSaliencyNetworkCommand : PSCmdlet
{
    /// <summary>Names in the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = NetworkStore.Default;
        foreach (var entry in Name!.SelectMany(name => Find(store, name)))
        {
            if (!ShouldProcess(entry.Path, $"Remove network '{entry.Name}'")) continue;
            try
            {
                store.Remove(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.NetworkRemoval(e, entry));
            }
        }
    }

    // A pattern passes over the built-in network; its name does not.
    private IEnumerable<NetworkEntry> Find(NetworkStore store, string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name)) return [.. store.Match(name).Where(entry => !entry.IsDefault)];
        var found = store.Find(name);
        if (found is null) WriteError(ErrorRecords.NetworkNotFound(name, store.Folder));
        else if (found.IsDefault) WriteError(ErrorRecords.NetworkBuiltIn(found));
        else return [found];
        return [];
    }
}
