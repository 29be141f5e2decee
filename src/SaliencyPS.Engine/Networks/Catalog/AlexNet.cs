using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>
/// AlexNet in the one-tower form (Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks").
/// </summary>
internal static class AlexNet
{
    public static Architecture[] All { get; } = [new("alexnet", Build)];

    private static void Build(ModuleStack stack)
    {
        stack.Convolution("features.0", 64, Window2D.Square(11, stride: 4, pad: 2));
        stack.Add("features.1", new Relu());
        stack.Add("features.2", new MaxPool(Window2D.Square(3, stride: 2)));
        stack.Convolution("features.3", 192, Window2D.Square(5, pad: 2));
        stack.Add("features.4", new Relu());
        stack.Add("features.5", new MaxPool(Window2D.Square(3, stride: 2)));
        stack.Convolution("features.6", 384, Window2D.Square(3, pad: 1));
        stack.Add("features.7", new Relu());
        stack.Convolution("features.8", 256, Window2D.Square(3, pad: 1));
        stack.Add("features.9", new Relu());
        stack.Convolution("features.10", 256, Window2D.Square(3, pad: 1));
        stack.Add("features.11", new Relu());
        stack.Add("features.12", new MaxPool(Window2D.Square(3, stride: 2)));
        stack.Add("avgpool", new AdaptiveAveragePool(6, 6));
        stack.Linear("classifier.1", 4096);
        stack.Add("classifier.2", new Relu());
        stack.Linear("classifier.4", 4096);
        stack.Add("classifier.5", new Relu());
        stack.Linear("classifier.6", stack.OutputsOf("classifier.6"));
    }
}
