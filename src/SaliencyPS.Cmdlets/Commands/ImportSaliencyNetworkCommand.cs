using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Import-SaliencyNetwork: network files → copies in the store that can be asked for by name.</summary>
[Cmdlet(VerbsData.Import, "SaliencyNetwork", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class ImportSaliencyNetworkCommand : PathCommand
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Path { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public override string[]? LiteralPath { get; set; }

    /// <summary>The name in the store; by default the file's, without its extension.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Replaces a network of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override FileKind Kind => FileKind.Network;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = NetworkStore.Default;
        foreach (var file in ResolveFiles())
        {
            var name = Name ?? System.IO.Path.GetFileNameWithoutExtension(file);
            if (store.Find(name) is { } taken && (taken.IsBuiltIn || (!Force && !NetworkStore.IsCopy(taken, file))))
                WriteError(ErrorRecords.NetworkExists(name, taken));
            else if (ShouldProcess(file, $"Import as network '{name}' into '{store.Folder}'"))
                Emit(Import(store, file, name), e => ErrorRecords.NetworkImport(e, file));
        }
    }

    private IEnumerable<Network> Import(NetworkStore store, string file, string name)
    {
        yield return NetworkReader.Read(store.Import(file, name, Force).Path);
    }
}
