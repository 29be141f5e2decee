using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Get-SaliencyNetwork: names in the store, or files → networks; names in the catalog → networks that can be installed.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SaliencyNetwork", DefaultParameterSetName = NameSet)]
[OutputType(typeof(Network), ParameterSetName = [NameSet, PathSet, LiteralPathSet])]
[OutputType(typeof(AvailableNetwork), ParameterSetName = [AvailableSet])]
public sealed class GetSaliencyNetworkCommand : PathCommand
{
    private const string NameSet = "Name", PathSet = "Path", LiteralPathSet = "LiteralPath", AvailableSet = "Available";

    /// <summary>
    /// Names in the store, all by default; or files, where the store has no such name. With -Available, names in the catalog.
    /// </summary>
    /// <remarks>Not bound by property name: the name of a file from Get-ChildItem is no name of a network.</remarks>
    [Parameter(ParameterSetName = NameSet, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = AvailableSet, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true)]
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

    /// <summary>Lists the networks that Install-SaliencyNetwork knows by name, and reads none.</summary>
    [Parameter(ParameterSetName = AvailableSet, Mandatory = true)]
    public SwitchParameter Available { get; set; }

    /// <summary>The architecture of network files that hold weights only.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>The output of ONNX files whose values are the class scores, where they have several.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string? Output { get; set; }

    private protected override FileKind Kind => FileKind.Network;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Available) WriteAvailable();
        else foreach (var file in ParameterSetName == NameSet ? Name.SelectMany(Find) : ResolveFiles())
            Emit(Read(file), e => ErrorRecords.Network(e, file));
    }

    private void WriteAvailable()
    {
        if (!Try(NetworkCatalog.List, ErrorRecords.Catalog, out var networks)) return;
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            AvailableNetwork[] found = [.. networks.Where(network => pattern.IsMatch(network.Name))];
            foreach (var network in found) WriteObject(network);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(ErrorRecords.NetworkNotAvailable(name));
        }
    }

    // Where no network of the store is meant, a file is, as with -Network.
    private IEnumerable<string> Find(string name)
    {
        var (store, isPattern) = (NetworkStore.Default, WildcardPattern.ContainsWildcardCharacters(name));
        string[] named = isPattern ? [.. store.Match(name).Select(entry => entry.Path)]
            : store.Find(name) is { } entry ? [entry.Path] : [];
        if (named.Length > 0) return named;
        try
        {
            if (isPattern) return this.ResolveWildcards(name).Where(NetworkStore.IsNetworkName);
            if (this.ResolveLiteral(name) is var file && System.IO.Path.Exists(file))
                return IsFile(file, found: false) ? [file] : [];
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            WriteDebug($"'{name}' is not a path: {e.Message}");
        }

        if (!isPattern) WriteError(ErrorRecords.NetworkNotFound(name, store.Folder));
        return [];
    }

    private IEnumerable<Network> Read(string file)
    {
        var network = NetworkReader.Read(file, Architecture, Output);
        this.Describe(network);
        yield return network;
    }
}
