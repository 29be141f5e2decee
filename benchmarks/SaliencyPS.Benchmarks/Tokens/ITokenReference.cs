namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>A network of tokens in another program, with the weights and the input that ours has.</summary>
internal interface ITokenReference : IDisposable
{
    /// <summary>Scores of all classes, computed but not fetched.</summary>
    void Forward(int threads);

    /// <summary>Scores, and the gradient of one class with respect to the input, computed but not fetched.</summary>
    void Backward(int target, int threads);

    /// <summary>Scores of all classes.</summary>
    float[] Logits();

    /// <summary>The gradient of one class's score with respect to the input.</summary>
    float[] Gradient(int target);
}
