using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// Adds inverted residual blocks (Sandler et al. 2018) under the names of torchvision or timm: an expanding convolution, one over
/// each channel, a gate, a projection; the sum with the input where the shapes allow it.
/// </summary>
/// <param name="stack">Where the layers are added.</param>
/// <param name="isTimm">True for timm's names, false for torchvision's.</param>
/// <param name="activation">Adds the activation of blocks that do not rectify.</param>
/// <param name="squeezed">Adds the activation within a gate.</param>
/// <param name="gate">What makes a factor of a gate's result.</param>
internal sealed class MobileBlocks(ModuleStack stack, bool isTimm, Action<ModuleStack, string> activation,
    Action<ModuleStack, string> squeezed, Layer gate)
{
    /// <summary>Adds a block of a stage, with a stride of its own.</summary>
    public void Add(string name, MobileStage stage, int stride)
    {
        var input = stack.Last;
        var part = 0;
        if (stage.IsFused)
        {
            Unit(stage, name, stage.Expands ? "conv_exp" : "conv", "bn1", part++, stage.Kernel, stride,
                stage.Expands ? null : stage.Channels);
        }
        else
        {
            if (stage.Expands) Unit(stage, name, "conv_pw", "bn1", part++, 1, 1, null);
            Unit(stage, name, "conv_dw", stage.Expands ? "bn2" : "bn1", part++, stage.Kernel, stride, stack.Channels,
                groups: stack.Channels);
        }
        if (stage.IsGated) Gate(name, part++);
        if (!stage.IsFused || stage.Expands)
        {
            var (convolution, norm) = Names(name, stage.Expands ? "conv_pwl" : "conv_pw",
                stage.IsFused || !stage.Expands ? "bn2" : "bn3", part);
            stack.ConvolutionBatchNorm(convolution, norm, stage.Channels, Window2D.Square(1));
        }
        if (stride == 1 && stack.ShapeOf(input) == stack.ShapeOf(stack.Last))
            stack.Add($"{name}.add", new Add(), stack.Last, input);
    }

    // Without a number of outputs, the weights say it.
    private void Unit(MobileStage stage, string name, string timm, string timmNorm, int part, int kernel, int stride,
        int? outputs, int groups = 1)
    {
        var (convolution, norm) = Names(name, timm, timmNorm, part);
        stack.ConvolutionBatchNorm(convolution, norm, outputs ?? stack.OutputsOf(convolution), stack.Centered(kernel, stride),
            groups);
        if (stage.Rectifies) stack.Add($"{norm}.relu", new Relu());
        else activation(stack, norm);
    }

    private void Gate(string name, int part)
    {
        if (isTimm) stack.SqueezeExcitation($"{name}.se.conv_reduce", $"{name}.se.conv_expand", squeezed, gate);
        else stack.SqueezeExcitation($"{name}.block.{part}.fc1", $"{name}.block.{part}.fc2", squeezed, gate);
    }

    private (string Convolution, string Norm) Names(string name, string timm, string timmNorm, int part) =>
        isTimm ? ($"{name}.{timm}", $"{name}.{timmNorm}") : ($"{name}.block.{part}.0", $"{name}.block.{part}.1");
}
