using System.Management.Automation;
using SaliencyPS.Adapters;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Uninstall-SaliencyEngine: names of libraries → their files are gone.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "SaliencyEngine", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallSaliencyEngineCommand : CancellableCommand
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
            if (Try(() => AdapterCatalog.Find(name), e => ErrorRecords.Engine(e, name), out var adapter)
                && ShouldProcess(store.FolderOf(adapter), $"Uninstall engine '{adapter.Name}'")
                && Try(() => store.Remove(adapter), e => ErrorRecords.EngineRemoval(e, adapter.Name), out var removed)
                && !removed)
                WriteError(ErrorRecords.EngineNotInstalled(adapter.Name, store.Folder));
    }
}
