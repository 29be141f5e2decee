using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>Makes a network of a TorchScript file, by a library that runs it.</summary>
/// <param name="file">The whole file.</param>
/// <param name="name">The network's name.</param>
/// <param name="requested">Shape of the input, which such files do not tell; 3×224×224 where null.</param>
/// <exception cref="Layers.NetworkFormatException">No network can be made of it.</exception>
internal delegate Network ScriptReader(byte[] file, string name, TensorShape? requested);
