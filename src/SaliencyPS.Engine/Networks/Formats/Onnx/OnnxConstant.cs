namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>A constant tensor: floats (weights) or integers (shapes and axes), never both.</summary>
internal sealed record OnnxConstant(long[] Sizes, float[]? Singles, long[]? Integers) : OnnxValue;
