namespace SaliencyPS.Networks.Store;

/// <summary>A network file known by name.</summary>
/// <param name="Name">The name by which it can be asked for.</param>
/// <param name="Path">Full path of the file.</param>
/// <param name="Length">Size of the file in bytes.</param>
/// <param name="IsBuiltIn">True for the network that comes with the engine.</param>
internal sealed record NetworkEntry(string Name, string Path, long Length, bool IsBuiltIn = false)
{
    /// <summary>True for the network that is used where none is named.</summary>
    public bool IsDefault { get; internal init; }
}
