using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Makes a network of an ONNX file.</summary>
/// <param name="file">The whole file; not valid afterwards.</param>
/// <param name="model">The parsed file.</param>
/// <param name="name">The network's name.</param>
/// <param name="requested">Input shape for a model that leaves height or width open; 224×224 where null.</param>
/// <param name="folder">The folder of files with weights that are not in this one; null where there is none.</param>
/// <param name="output">The output to end with; null for the one that is a vector of class scores.</param>
/// <exception cref="Layers.NetworkFormatException">No network can be made of it.</exception>
internal delegate Network OnnxReader(ReadOnlyMemory<byte> file, OnnxModel model, string name, TensorShape? requested,
    string? folder, string? output);
