using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.ClassModels;

/// <summary>What to show in place of a class: a channel of any layer, or one neuron of it.</summary>
/// <param name="Layer">The layer, by its name or its place from 1; see <see cref="Network.FindLayer"/>.</param>
/// <param name="Channel">The channel, from 0; of a fully connected layer, the neuron.</param>
/// <param name="Position">Row and column of one neuron in the channel, from 0; null for the mean of the channel.</param>
internal sealed record ClassModelNeuron(string Layer, int Channel, (int Row, int Column)? Position = null)
{
    /// <summary>Checks that a layer has it.</summary>
    /// <param name="shape">Shape of the layer's result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The layer has no such channel or position.</exception>
    public void Check(TensorShape shape) => Outputs(shape);

    /// <summary>The outputs that it stands for, in the order of the layer's result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The layer has no such channel or position.</exception>
    internal AscentTarget Outputs(TensorShape shape)
    {
        if (Channel < 0 || Channel >= shape.Channels)
            throw new ArgumentOutOfRangeException(nameof(Channel), Channel,
                $"Layer '{Layer}' has the channels 0 to {shape.Channels - 1}.");
        if (Position is not var (row, column)) return new(Channel * shape.Plane, shape.Plane, ProbabilityKind.None);
        if (row < 0 || row >= shape.Height || column < 0 || column >= shape.Width)
            throw new ArgumentOutOfRangeException(nameof(Position), $"{row},{column}",
                $"Layer '{Layer}' has the positions 0,0 to {shape.Height - 1},{shape.Width - 1}.");
        return new(Channel * shape.Plane + row * shape.Width + column, 1, ProbabilityKind.None);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Layer} channel {Channel}" + (Position is var (row, column) ? $" at {row},{column}" : "");
}
