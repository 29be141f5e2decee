using System.Collections.Frozen;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>The supported ONNX operators. Each turns its inputs into layers, or into a constant where all of them are.</summary>
internal static class OnnxOperators
{
    /// <summary>What converts a node, by the operator's name in ONNX.</summary>
    public static FrozenDictionary<string, Func<OnnxCall, OnnxValue>> Table { get; } =
        new Dictionary<string, Func<OnnxCall, OnnxValue>>
    {
        ["Conv"] = OnnxLinearOperators.Conv,
        ["Gemm"] = OnnxLinearOperators.Gemm,
        ["MatMul"] = OnnxLinearOperators.MatMul,
        ["BatchNormalization"] = OnnxLinearOperators.BatchNormalization,
        ["Relu"] = OnnxActivationOperators.Relu,
        ["LeakyRelu"] = OnnxActivationOperators.LeakyRelu,
        ["Clip"] = OnnxActivationOperators.Clip,
        ["Sigmoid"] = OnnxActivationOperators.Sigmoid,
        ["HardSigmoid"] = OnnxActivationOperators.HardSigmoid,
        ["HardSwish"] = OnnxActivationOperators.HardSwish,
        ["Softmax"] = OnnxActivationOperators.Softmax,
        ["LogSoftmax"] = OnnxActivationOperators.LogSoftmax,
        ["LRN"] = OnnxActivationOperators.Lrn,
        ["Add"] = OnnxArithmeticOperators.Add,
        ["Sum"] = OnnxArithmeticOperators.Sum,
        ["Sub"] = OnnxArithmeticOperators.Sub,
        ["Mul"] = OnnxArithmeticOperators.Mul,
        ["Div"] = OnnxArithmeticOperators.Div,
        ["MaxPool"] = OnnxPoolingOperators.MaxPool,
        ["AveragePool"] = OnnxPoolingOperators.AveragePool,
        ["GlobalAveragePool"] = OnnxPoolingOperators.GlobalAveragePool,
        ["GlobalMaxPool"] = OnnxPoolingOperators.GlobalMaxPool,
        ["ReduceMean"] = OnnxPoolingOperators.ReduceMean,
        ["Pad"] = OnnxPoolingOperators.Pad,
        ["Identity"] = OnnxShapeOperators.Identity,
        ["Dropout"] = OnnxShapeOperators.Identity,
        ["Cast"] = OnnxShapeOperators.Cast,
        ["Flatten"] = OnnxShapeOperators.Flatten,
        ["Reshape"] = OnnxShapeOperators.Reshape,
        ["Squeeze"] = OnnxShapeOperators.Squeeze,
        ["Unsqueeze"] = OnnxShapeOperators.Unsqueeze,
        ["Transpose"] = OnnxShapeOperators.Transpose,
        ["Concat"] = OnnxShapeOperators.Concat,
        ["Shape"] = OnnxConstantOperators.Shape,
        ["Gather"] = OnnxConstantOperators.Gather,
        ["Slice"] = OnnxConstantOperators.Slice,
        ["Constant"] = OnnxConstantOperators.Constant,
        ["ConstantOfShape"] = OnnxConstantOperators.ConstantOfShape,
    }.ToFrozenDictionary();

    /// <summary>Converts one node and gives its first output.</summary>
    /// <exception cref="NetworkFormatException">The operator is not supported; the message names the node and lists those that
    /// are.</exception>
    public static OnnxValue Convert(OnnxCall call, string type) => Table.TryGetValue(type, out var convert)
        ? convert(call)
        : throw call.Fault("The operator is not supported.",
            "one of " + string.Join(", ", Table.Keys.Order(StringComparer.Ordinal)), type);
}
