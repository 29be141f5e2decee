using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Install-SaliencyNetwork: names of the catalog, or addresses and checksums → networks in the store.</summary>
/// <remarks>
/// Where two arguments have no parameter's name, PowerShell takes the first for -Name. Addresses are strings, for those of a
/// table bind by their property's name only without a conversion.
/// </remarks>
[Cmdlet(VerbsLifecycle.Install, "SaliencyNetwork", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class InstallSaliencyNetworkCommand : CancellableCommand
{
    private const string NameSet = "Name", UriSet = "Uri";

    /// <summary>
    /// Names of networks of the catalog. With an address: the name in the store, by default the file's without its extension.
    /// </summary>
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = UriSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AvailableNetworkCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The address of a network file.</summary>
    [Parameter(ParameterSetName = UriSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Uri { get; set; }

    /// <summary>The SHA-256 of the file, which must be known from elsewhere.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 1)]
    [Parameter(ParameterSetName = UriSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern("^[0-9a-fA-F]{64}$")]
    public string? Sha256 { get; set; }

    /// <summary>Replaces a network of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Sha256 is null)
            foreach (var name in Name!) Install(name);
        else if (Name is { Length: > 1 })
            WriteError(ErrorRecords.Download(
                new ArgumentException("A checksum goes with one address and one name."), Uri ?? Name[0]));
        else if (Uri is null) Install(Name![0], Sha256, null);
        else Install(Uri, Sha256, Name?[0]);
    }

    private void Install(string name)
    {
        if (!Try(() => NetworkCatalog.Find(name), ErrorRecords.Catalog, out var network)) return;
        if (network is not null) Install(network.Uri, network.Sha256, network.Name);
        else WriteError(ErrorRecords.NetworkNotAvailable(name));
    }

    private void Install(string address, string checksum, string? name)
    {
        var store = NetworkStore.Default;
        if (!Try(() => name ?? NetworkDownload.NameOf(address), e => ErrorRecords.Download(e, address), out var named)) return;
        if (store.Find(named) is { IsBuiltIn: true } builtIn) WriteError(ErrorRecords.NetworkExists(named, builtIn));
        else if (ShouldProcess(address, $"Install as network '{named}' into '{store.Folder}'"))
            Emit(Install(store, address, checksum, named), e => ErrorRecords.Download(e, address));
    }

    private IEnumerable<Network> Install(NetworkStore store, string address, string checksum, string name)
    {
        var progress = new DelayedProgress(this, 3, $"Installing network '{name}'");
        try
        {
            yield return NetworkReader.Read(
                NetworkDownload.Install(store, address, checksum, name, Force, new DownloadProgress(progress), Token).Path);
        }
        finally
        {
            progress.Complete();
        }
    }
}
