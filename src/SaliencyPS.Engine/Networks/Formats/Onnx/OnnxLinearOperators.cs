using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Convolution, matrix product and batch normalization.</summary>
internal static class OnnxLinearOperators
{
    /// <summary>Conv with constant weights, two spatial axes.</summary>
    public static OnnxValue Conv(OnnxCall call)
    {
        var data = call.Data(rank: 4);
        var weight = call.Constant(1);
        if (weight.Sizes is not [var outputs, var inputs, var height, var width] || height > 1 << 14 || width > 1 << 14)
            throw call.Fault("The weight does not have the axes of a 2-D convolution.", "4", WeightTensor.Text(weight.Sizes));
        if (call.Integers("kernel_shape") is { } kernel && !kernel.SequenceEqual([height, width]))
            throw call.Fault("The kernel_shape is not the weight's.", $"{height}×{width}", WeightTensor.Text(kernel));
        var group = call.Integer("group", 1);
        if (group < 1 || data.Channels % group != 0 || inputs != data.Channels / group)
            throw call.Fault("The weight's input channels do not fit.", $"{data.Channels} channels in {group} groups",
                $"{inputs} per group");
        var window = call.Window(data, (int)height, (int)width);
        var bias = call.Has(2) ? call.Weights(2, outputs) : null;
        return call.Emit(
            new Convolution(data.Channels, (int)outputs, window, call.Weights(1, weight.Sizes), bias, (int)group), data);
    }

    /// <summary>Gemm, α·A·B + β·C, with constant B and C.</summary>
    public static OnnxValue Gemm(OnnxCall call)
    {
        call.Require("transA", 0);
        var linear = Matrix(call, call.Integer("transB", 0) != 0, call.Single("alpha", 1));
        if (!call.Has(2)) return call.Emit(new Linear(linear.Inputs, linear.Outputs, linear.Weight), call.Data());
        var beta = call.Single("beta", 1);
        var addend = call.Constant(2);
        // C is broadcast to batch × outputs: one value, or one per output.
        if (addend.Singles is not { } values || values.Length != 1 && values.Length != linear.Outputs
            || addend.Sizes.Length > 0 && addend.Sizes[^1] != values.Length)
            throw call.Fault("The bias does not fit.", $"{linear.Outputs}", WeightTensor.Text(addend.Sizes));
        var bias = new float[linear.Outputs];
        for (var i = 0; i < bias.Length; i++) bias[i] = beta * values[values.Length == 1 ? 0 : i];
        return call.Emit(new Linear(linear.Inputs, linear.Outputs, linear.Weight, bias), call.Data());
    }

    /// <summary>MatMul of data with a constant matrix. An Add that follows is folded into it when the network is built.</summary>
    public static OnnxValue MatMul(OnnxCall call)
    {
        var linear = Matrix(call, transposed: false, 1);
        return call.Emit(new Linear(linear.Inputs, linear.Outputs, linear.Weight), call.Data());
    }

    /// <summary>BatchNormalization at inference: a constant scale and shift per channel.</summary>
    public static OnnxValue BatchNormalization(OnnxCall call)
    {
        call.Require("training_mode", 0);
        call.Require("spatial", 1);
        var data = call.Data();
        var epsilon = call.Single("epsilon", 1e-5f);
        var (gamma, beta) = (call.Weights(1, data.Channels), call.Weights(2, data.Channels));
        var (mean, variance) = (call.Weights(3, data.Channels), call.Weights(4, data.Channels));
        return call.Emit(BatchNorm.ToScaleShift(gamma, beta, mean, variance, epsilon), data);
    }

    private static (int Inputs, int Outputs, float[] Weight) Matrix(OnnxCall call, bool transposed, float alpha)
    {
        var inputs = call.Data(rank: 2).Channels;
        var sizes = call.Constant(1).Sizes;
        if (sizes.Length != 2 || sizes[transposed ? 1 : 0] != inputs)
            throw call.Fault("The matrix does not fit.", transposed ? $"outputs×{inputs}" : $"{inputs}×outputs",
                WeightTensor.Text(sizes));
        var outputs = (int)sizes[transposed ? 0 : 1];
        var matrix = call.Weights(1, sizes);
        if (transposed && alpha == 1) return (inputs, outputs, matrix);
        var weight = new float[matrix.Length];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < inputs; i++)
                weight[o * inputs + i] = alpha * matrix[transposed ? o * inputs + i : i * outputs + o];
        return (inputs, outputs, weight);
    }
}
