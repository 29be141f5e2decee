namespace SaliencyPS.Saliency.Neurons;

/// <summary>One neuron of a layer, or all neurons of one channel together.</summary>
/// <param name="Channel">The channel, from 0.</param>
/// <param name="Position">
/// Row and column in the layer's grid; null for the sum over the channel, which in a layer
/// without rows and columns is the neuron.
/// </param>
internal readonly record struct Neuron(int Channel, (int Row, int Column)? Position);
