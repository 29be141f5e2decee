using SaliencyPS.Networks;

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

    /// <inheritdoc/>
    public override string ToString() => Name ?? Network!.Name;
}
