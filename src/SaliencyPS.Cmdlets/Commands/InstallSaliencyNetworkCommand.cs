using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Install-SaliencyNetwork: addresses and checksums → networks in the store.</summary>
[Cmdlet(VerbsLifecycle.Install, "SaliencyNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class InstallSaliencyNetworkCommand : CancellableCommand
{
    /// <summary>The address of a network file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public Uri? Uri { get; set; }

    /// <summary>The SHA-256 of the file, which must be known from elsewhere.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidatePattern("^[0-9a-fA-F]{64}$")]
    public string? Sha256 { get; set; }

    /// <summary>The name in the store; by default the file's, without its extension.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Replaces a network of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = NetworkStore.Default;
        if (!Try(() => Name ?? NetworkDownload.NameOf(Uri!), e => ErrorRecords.Download(e, Uri!), out var name)) return;
        if (store.Find(name) is { } taken && (taken.IsBuiltIn || !Force)) WriteError(ErrorRecords.NetworkExists(name, taken));
        else if (ShouldProcess($"{Uri}", $"Install as network '{name}' into '{store.Folder}'"))
            Emit(Install(store, name), e => ErrorRecords.Download(e, Uri!));
    }

    private IEnumerable<Network> Install(NetworkStore store, string name)
    {
        var progress = new DelayedProgress(this, 3, $"Installing network '{name}'");
        try
        {
            yield return NetworkReader.Read(
                NetworkDownload.Install(store, Uri!, Sha256!, name, Force, new DownloadProgress(progress), Token).Path);
        }
        finally
        {
            progress.Complete();
        }
    }
}
