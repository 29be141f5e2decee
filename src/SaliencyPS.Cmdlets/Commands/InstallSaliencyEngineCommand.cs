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

    /// <summary>Where packages come from, in place of the sources that NuGet is set up with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = AdapterStore.Default;
        // A folder is meant as it lies from here.
        var named = Source is null || Uri.IsWellFormedUriString(Source, UriKind.Absolute) ? Source : this.ResolveLiteral(Source);
        foreach (var name in Name!)
        {
            if (!Try(() => AdapterCatalog.Find(name), e => ErrorRecords.Engine(e, name), out var adapter)) continue;
            IReadOnlyList<PackageSource> sources = [];
            if (!store.Has(adapter) && (!Try(() => PackageSources.Get(named), e => ErrorRecords.EngineInstall(e, adapter.Name),
                out sources!) || !ShouldProcess($"{string.Join(", ", adapter.PackagesHere)} from {string.Join(", ", sources)}",
                $"Install engine '{adapter.Name}' into '{store.Folder}'"))) continue;
            Emit(Install(store, adapter, sources), e => ErrorRecords.EngineInstall(e, adapter.Name));
        }
    }

    private IEnumerable<SaliencyEngine> Install(
        AdapterStore store, AdapterDescription adapter, IReadOnlyList<PackageSource> sources)
    {
        var progress = new DelayedProgress(this, 4, $"Installing engine '{adapter.Name}'");
        try
        {
            store.Install(adapter, sources, new DownloadProgress(progress), Token);
        }
        finally
        {
            progress.Complete();
        }

        foreach (var engine in SaliencyEngines.Describe(adapter)) yield return engine;
    }
}
