using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Catalog;

/// <summary>A network design that can be filled with the weights of a state dict.</summary>
/// <param name="name">Name by which users ask for it.</param>
/// <param name="build">Adds the layers, the last of which gives the logits.</param>
internal sealed class Architecture(string name, Action<ModuleStack> build)
{
    /// <summary>
    /// Name by which users ask for it, such as <c>resnet18</c>; torchvision's name if torchvision has this architecture, and
    /// otherwise timm's if timm has it.
    /// </summary>
    public string Name { get; } = name;

    /// <summary>Shape of the input that it was designed for: 3×224×224 for most.</summary>
    public TensorShape Input { get; init; } = new(3, 224, 224);

    /// <summary>Shape of the input that the weights are made for, where they tell it.</summary>
    public Func<StateDict, TensorShape?>? InputOf { get; init; }

    /// <summary>How pixels become the input, where a file says nothing else.</summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.ImageNet;

    /// <summary>True for a family that takes its sizes from the weights, for those that no other architecture fits.</summary>
    public bool IsFamily { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// Why these weights are not this architecture's, by the names and shapes of all of them, without reading any; null if they
    /// fit exactly.
    /// </summary>
    /// <param name="weights">The weights, which are not taken.</param>
    /// <param name="taken">How many tensors fit before the first that does not.</param>
    public NetworkFormatException? Misfit(StateDict weights, out int taken)
    {
        var copy = weights.Untaken();
        try
        {
            build(new ModuleStack(copy, new NetworkBuilder(InputOf?.Invoke(weights) ?? Input), isOutline: true));
            copy.RequireAllTaken();
            return null;
        }
        catch (NetworkFormatException e)
        {
            return e;
        }
        finally
        {
            taken = copy.Taken;
        }
    }

    /// <summary>Builds the network from exactly these weights.</summary>
    /// <exception cref="NetworkFormatException">A tensor is missing, misshapen or left over; or the input is too
    /// small.</exception>
    public Network Build(StateDict weights, string name, TensorShape? input = null)
    {
        var network = new NetworkBuilder(input ?? InputOf?.Invoke(weights) ?? Input);
        build(new ModuleStack(weights, network, isOutline: false));
        weights.RequireAllTaken();
        return network.Build(name) with { Preprocessing = Preprocessing, Architecture = Name };
    }
}
