namespace SaliencyPS;

/// <summary>The numbers in which the products of a network (convolutions, matrices) are computed.</summary>
public enum Precision
{
    /// <summary>Single precision: 24 bits.</summary>
    Float32,

    /// <summary>Factors rounded to 11 bits, sums in single precision; on GPUs of NVIDIA from Ampere on.</summary>
    TF32,

    /// <summary>Factors and results rounded to 8 bits, in the range of single precision.</summary>
    BFloat16,
}
