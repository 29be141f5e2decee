namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A library that reads ONNX files as one layer each, which only it computes.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Read">Reads a file.</param>
/// <param name="Always">Whether it is to read all files; otherwise those that cannot be read without it.</param>
internal sealed record OnnxLibrary(string Name, OnnxReader Read, bool Always);
