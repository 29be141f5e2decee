namespace SaliencyPS.Saliency.Methods;

/// <summary>One crop of an image, as the network is shown it, and what the network made of it.</summary>
/// <param name="Values">The network's input: channels × height × width.</param>
/// <param name="Logits">One score per class.</param>
/// <param name="Layer">The result of the method's layer; empty where the method does not keep it.</param>
internal sealed record CropInput(float[] Values, float[] Logits, float[] Layer);
