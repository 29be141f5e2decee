namespace SaliencyPS.Networks;

/// <summary>The shape of one sample: channels × height × width, row-major. A vector of n values is n×1×1. The batch axis is kept apart.</summary>
public readonly record struct TensorShape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>Number of values in one sample.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <summary>Number of values in one channel.</summary>
    public int Plane => checked(Height * Width);

    /// <summary>For example <c>64×55×55</c>, or <c>1000</c> for a vector.</summary>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}
