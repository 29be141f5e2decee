namespace SaliencyPS.Networks.Store;

/// <summary>A network file known by name.</summary>
/// <param name="Name">The name by which it can be asked for.</param>
/// <param name="Path">Full path of the file.</param>
/// <param name="Length">Size of the file in bytes.</param>
/// <param name="IsDefault">True for the network that comes with the engine, which is used where none is named.</param>
public sealed record NetworkEntry(string Name, string Path, long Length, bool IsDefault = false);
