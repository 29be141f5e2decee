using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Set-SaliencyNetwork: a name in the store → the network that is used where none is named.</summary>
[Cmdlet(VerbsCommon.Set, "SaliencyNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class SetSaliencyNetworkCommand : PSCmdlet
{
    /// <summary>A network of the store, or its name; the built-in network takes the choice back.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Name { get; set; }

    /// <summary>Makes it the network that is used where none is named.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter Default { get; set; }

    /// <summary>Emits the network.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = NetworkStore.Default;
        // By its file, for a network from elsewhere may bear the same name.
        var given = Name!.Network;
        if ((given is null ? store.Find(Name.Name!) : store.List().FirstOrDefault(entry => entry.Path == given.Path))
            is not { } network)
        {
            WriteError(given is null ? ErrorRecords.NetworkNotInStore(Name.Name!, store.Folder)
                : ErrorRecords.NetworkElsewhere(given.Name, given.Path, store.Folder));
            return;
        }

        // -Default:$false takes the choice back where it fell on this network.
        var chosen = Default ? network : store.IsChosen(network) ? NetworkStore.BuiltIn : null;
        if (chosen is null || !ShouldProcess(chosen.Name, "Use where no network is named")) return;
        try
        {
            store.Choose(chosen);
            if (NetworkStore.Named is { } named)
                WriteWarning($"{NetworkStore.NetworkVariable} names '{named}', which goes before the default.");
            if (PassThru) WriteObject(NetworkReader.Read(network.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.NetworkChoice(e, network));
        }
    }
}
