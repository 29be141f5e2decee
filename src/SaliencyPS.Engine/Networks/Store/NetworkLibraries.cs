using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Formats.Torch;

namespace SaliencyPS.Networks.Store;

/// <summary>Libraries that read files as networks which only they can run.</summary>
/// <param name="Onnx">Reads ONNX files; null for none.</param>
/// <param name="Script">Reads TorchScript files; null for none.</param>
internal sealed record NetworkLibraries(OnnxLibrary? Onnx, ScriptReader? Script);
