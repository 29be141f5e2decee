namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>What a name stands for while a graph is being built: a constant, or data that depends on the image.</summary>
internal abstract record OnnxValue;
