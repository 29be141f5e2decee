using System.Management.Automation;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>What -Network takes: a network from Get-SaliencyNetwork, a file, or the name of a network in the store.</summary>
public sealed class NetworkArgument
{
    /// <summary>A network that is already in memory.</summary>
    public NetworkArgument(Network network) => Network = network;

    /// <summary>A file, or a network of the store.</summary>
    public NetworkArgument(string name) => Name = name;

    /// <summary>A file.</summary>
    public NetworkArgument(FileInfo file) => Name = file.FullName;

    /// <summary>The network, where it is in memory.</summary>
    public Network? Network { get; }

    /// <summary>The file or name, where it is not.</summary>
    public string? Name { get; }

    /// <summary>The digest that the file must have; null where any will do.</summary>
    internal string? Digest { get; private init; }

    /// <summary>
    /// A network that another session or machine has read: the same file here, or the store's network of the same name, as long
    /// as its digest is the same.
    /// </summary>
    internal static NetworkArgument Of(PSObject bag)
    {
        string? Value(string name) => bag.Properties[name]?.Value?.ToString();
        var name = Value(nameof(Networks.Network.IsBuiltIn)) == bool.TrueString ? NetworkStore.BuiltIn.Path
            : Value(nameof(Networks.Network.Path)) is { } path && File.Exists(path) ? path
            : Value(nameof(Networks.Network.Name));
        return new(name ?? "") { Digest = Value(nameof(Networks.Network.Digest)) };
    }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Network!.Name;
}
