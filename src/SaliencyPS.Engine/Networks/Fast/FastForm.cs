namespace SaliencyPS.Networks.Fast;

/// <summary>A layer's fast twin and the layouts between which it works.</summary>
/// <param name="Layer">Computes the same as the layer, for float tensors.</param>
/// <param name="Inputs">Layout of every input.</param>
/// <param name="Output">Layout of the result.</param>
internal readonly record struct FastForm(Layer Layer, Layout Inputs, Layout Output);
