using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>A network design that can be filled with the weights of a state dict.</summary>
internal sealed class Architecture
{
    private readonly string _firstTensor;
    private readonly int[] _firstShape;
    private readonly int _tensors;
    private readonly Action<ModuleStack> _build;

    /// <summary>Describes an architecture: how to recognize its weights, and how to build its layers from them.</summary>
    /// <param name="name">Name by which users ask for it.</param>
    /// <param name="firstTensor">Name of the first weight, for recognition.</param>
    /// <param name="firstShape">Shape of the first weight, for recognition.</param>
    /// <param name="tensors">Number of tensors without the batch counters, for recognition.</param>
    /// <param name="build">Adds the layers, the last of which gives the logits.</param>
    public Architecture(string name, string firstTensor, int[] firstShape, int tensors, Action<ModuleStack> build) =>
        (Name, _firstTensor, _firstShape, _tensors, _build) = (name, firstTensor, firstShape, tensors, build);

    /// <summary>
    /// Name by which users ask for it, such as <c>resnet18</c>; torchvision's name if torchvision has this architecture.
    /// </summary>
    public string Name { get; }

    /// <summary>Shape of the input that it was designed for: 3×224×224.</summary>
    public TensorShape Input { get; } = new(3, 224, 224);

    /// <summary>How pixels become the input, where a file says nothing else.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.ImageNet;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// True if the weights look like this architecture's: the first tensor and the number of tensors. Building checks the rest.
    /// </summary>
    public bool Matches(StateDict weights) =>
        weights.Tensors.TryGetValue(_firstTensor, out var first) && first.Shape.SequenceEqual(_firstShape)
        && weights.Tensors.Keys.Count(n => !StateDict.IsCounter(n)) == _tensors;

    /// <summary>Builds the network from exactly these weights.</summary>
    /// <exception cref="NetworkFormatException">A tensor is missing, misshapen or left over; or the input is too
    /// small.</exception>
    public Network Build(StateDict weights, string name, TensorShape? input = null)
    {
        var network = new NetworkBuilder(input ?? Input);
        _build(new ModuleStack(weights, network));
        weights.RequireAllTaken();
        return network.Build(name) with { Preprocessing = Preprocessing, Architecture = Name };
    }
}
