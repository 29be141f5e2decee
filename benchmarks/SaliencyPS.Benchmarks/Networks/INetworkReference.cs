namespace SaliencyPS.Benchmarks.Networks;

/// <summary>A network in another library of this process, with the weights that ours has.</summary>
internal interface INetworkReference : IDisposable
{
    /// <summary>Takes the input of all passes from here on: one image or more, one after the other.</summary>
    void Feed(float[] input);

    /// <summary>Scores of all classes, computed but not fetched.</summary>
    void Forward(int threads);

    /// <summary>
    /// Scores, and the gradient of one class of every image with respect to the input, computed but not fetched.
    /// </summary>
    void Backward(int target, int threads);

    /// <summary>Scores of all classes.</summary>
    float[] Logits();

    /// <summary>The gradient of one class's score with respect to the input.</summary>
    float[] Gradient(int target);
}
