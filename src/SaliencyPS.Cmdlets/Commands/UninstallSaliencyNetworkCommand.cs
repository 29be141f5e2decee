using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Uninstall-SaliencyNetwork: names, or networks of the store → gone from it.</summary>
/// <remarks>
/// The set of objects is the default, which is tried first: a network would do as a name, too, by its ToString.
/// </remarks>
[Cmdlet(VerbsLifecycle.Uninstall, "SaliencyNetwork", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallSaliencyNetworkCommand : PSCmdlet
{
    private const string NameSet = "Name", InputObjectSet = "InputObject";

    /// <summary>Names in the store.</summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[]? Name { get; set; }

    /// <summary>
    /// Networks that were read from the store: by their files, for a network from elsewhere may bear the same name.
    /// </summary>
    [Parameter(ParameterSetName = InputObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    public NetworkArgument[]? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = NetworkStore.Default;
        var entries = ParameterSetName == InputObjectSet ? InputObject!.SelectMany(network => Find(store, network))
            : Name!.SelectMany(name => Find(store, name));
        foreach (var entry in entries)
        {
            if (!ShouldProcess(entry.Path, $"Remove network '{entry.Name}'")) continue;
            var isChosen = store.IsChosen(entry);
            try
            {
                store.Remove(entry);
                if (isChosen) WriteWarning(
                    $"'{entry.Name}' was the default network. Set-SaliencyNetwork NAME -Default chooses another.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.NetworkRemoval(e, entry));
            }
        }
    }

    // A pattern passes over the built-in network; its name does not.
    private IEnumerable<NetworkEntry> Find(NetworkStore store, string name) => WildcardPattern.ContainsWildcardCharacters(name)
        ? [.. store.Match(name).Where(entry => !entry.IsBuiltIn)]
        : Removable(store.Find(name), ErrorRecords.NetworkNotFound(name, store.Folder));

    private IEnumerable<NetworkEntry> Find(NetworkStore store, NetworkArgument network)
    {
        var path = network.Network?.Path ?? network.Name;
        return Removable(store.List().FirstOrDefault(entry => entry.Path == path),
            ErrorRecords.NetworkElsewhere($"{network}", path, store.Folder));
    }

    private IEnumerable<NetworkEntry> Removable(NetworkEntry? found, ErrorRecord missing)
    {
        if (found is { IsBuiltIn: false }) return [found];
        WriteError(found is null ? missing : ErrorRecords.NetworkBuiltIn(found));
        return [];
    }
}
