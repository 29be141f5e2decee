namespace SaliencyPS.Benchmarks.Networks;

/// <summary>A kind of pass that is measured.</summary>
/// <param name="Title">Heads its table.</param>
/// <param name="Batch">Images per pass.</param>
/// <param name="Classes">Gradients per image; 0 for a forward pass only.</param>
internal sealed record PassKind(string Title, int Batch, int Classes)
{
    /// <summary>Scores only.</summary>
    public static PassKind Forward { get; } = new("Forward pass", 1, 0);

    /// <summary>One saliency map.</summary>
    public static PassKind Gradient { get; } = new("Forward pass and the input gradient of one class", 1, 1);

    /// <summary>What the paper does with every image.</summary>
    public static PassKind TopFive { get; } = new("Forward pass and the input gradients of five classes", 1, 5);

    /// <summary>Many images.</summary>
    public static PassKind Throughput { get; } = new("Batch of 16: forward pass and the input gradient of one class each", 16, 1);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PassKind> All { get; } = [Forward, Gradient, TopFive, Throughput];

    /// <summary>Float operations of one pass of a network whose forward step takes so many multiply-adds.</summary>
    public double Flops(long multiplyAdds) => 2.0 * multiplyAdds * Batch * (1 + Classes);
}
