namespace SaliencyPS.Networks.Store;

/// <summary>The store has another network of the name.</summary>
/// <param name="taken">The network that is there.</param>
internal sealed class NetworkExistsException(NetworkEntry taken)
    : IOException(taken.IsBuiltIn ? $"'{taken.Name}' is the name of the built-in network; choose another name."
        : $"There is a network '{taken.Name}' already: {taken.Path}")
{
    /// <summary>The network that is there.</summary>
    public NetworkEntry Taken { get; } = taken;
}
