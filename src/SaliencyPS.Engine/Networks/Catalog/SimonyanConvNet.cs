using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// The network of "Deep inside convolutional networks" (Simonyan, Vedaldi and Zisserman 2014), section 1:
/// conv64-conv256-conv256-conv256-conv256-full4096-full4096-full1000.
/// </summary>
/// <remarks>
/// The paper gives no kernels. Those here are of CNN-F (Chatfield et al. 2014, "Return of the devil in the details", table 1),
/// which has the same sequence of layers: 11×11 stride 4 without padding, 5×5 pad 2, 3×3 pad 1; normalization over five channels
/// with α = 5·10⁻⁴, β = 3/4, k = 2 after the first two; pools of 3×3 stride 2, rounded up, after layers 1, 2 and 5. Tensors are
/// conv1 … conv5 and full6 … full8, each .weight and .bias.
/// </remarks>
internal static class SimonyanConvNet
{
    public static Architecture[] All { get; } =
    [
        // Mean-subtracted levels from 0 to 255.
        new("simonyan2014", Build)
        {
            Preprocessing = new() { Mean = [123.68f, 116.779f, 103.939f], Std = [1, 1, 1], Scale = 1 },
        },
    ];

    private static void Build(ModuleStack stack)
    {
        Convolution(stack, 1, 64, Window2D.Square(11, stride: 4));
        Normalize(stack, 1);
        Pool(stack, 1);
        Convolution(stack, 2, 256, Window2D.Square(5, pad: 2));
        Normalize(stack, 2);
        Pool(stack, 2);
        for (var i = 3; i <= 5; i++) Convolution(stack, i, 256, Window2D.Square(3, pad: 1));
        Pool(stack, 5);
        stack.Linear("full6", 4096);
        stack.Add("relu6", new Relu());
        stack.Linear("full7", 4096);
        stack.Add("relu7", new Relu());
        stack.Linear("full8", stack.OutputsOf("full8"));
    }

    private static void Convolution(ModuleStack stack, int number, int outputs, Window2D window)
    {
        stack.Convolution($"conv{number}", outputs, window);
        stack.Add($"relu{number}", new Relu());
    }

    private static void Normalize(ModuleStack stack, int number) =>
        stack.Add($"norm{number}", new LocalResponseNormalization(5, 5e-4f, 0.75f, 2));

    private static void Pool(ModuleStack stack, int number) =>
        stack.Add($"pool{number}", new MaxPool(Window2D.Square(3, stride: 2, ceilMode: true)));
}
