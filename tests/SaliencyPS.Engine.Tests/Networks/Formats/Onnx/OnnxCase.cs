namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>An operator at work: a small graph that holds it, and numbers whose result is plain.</summary>
/// <param name="Operator">The operator's name in ONNX.</param>
/// <param name="Graph">Writes the graph.</param>
/// <param name="Input">Values of the graph's input.</param>
/// <param name="Expected">Values of its output.</param>
internal sealed record OnnxCase(string Operator, Func<OnnxWriter> Graph, float[] Input, float[] Expected);
