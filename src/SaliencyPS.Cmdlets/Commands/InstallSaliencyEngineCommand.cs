using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Install-SaliencyEngine: names of libraries → their packages, fetched and ready to be used.</summary>
[Cmdlet(VerbsLifecycle.Install, "SaliencyEngine", SupportsShouldProcess = true)]
[OutputType(typeof(SaliencyEngine))]
public sealed class InstallSaliencyEngineCommand : CancellableCommand
{
    /// <summary>Names of libraries.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = AdapterStore.Default;
        foreach (var name in Name!)
        {
            if (!Try(() => AdapterCatalog.Find(name), e => ErrorRecords.Engine(e, name), out var adapter)) continue;
            var packages = string.Join(", ", adapter.PackagesHere.Select(AdapterStore.AddressOf));
            if (store.Has(adapter) || ShouldProcess(packages, $"Install engine '{adapter.Name}' into '{store.Folder}'"))
                Emit(Install(store, adapter), e => ErrorRecords.EngineInstall(e, adapter.Name));
        }
    }

    private IEnumerable<SaliencyEngine> Install(AdapterStore store, AdapterDescription adapter)
    {
        var progress = new DelayedProgress(this, 4, $"Installing engine '{adapter.Name}'");
        try
        {
            store.Install(adapter, new DownloadProgress(progress), Token);
        }
        finally
        {
            progress.Complete();
        }

        foreach (var engine in SaliencyEngines.Describe(adapter)) yield return engine;
    }
}
