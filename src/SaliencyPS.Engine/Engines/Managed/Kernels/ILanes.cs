namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Sixteen floats in the registers of one instruction set. A struct, so that <see cref="ProductKernel"/> is compiled for each set
/// from one source. Every set multiplies and adds each lane in the same order with one rounding, so all give the same bytes.
/// </summary>
internal unsafe interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>True where this machine can run it well.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Most rows of the product that stay in registers.</summary>
    static abstract int Rows { get; }

    /// <summary>Blocks of 16 columns that stay in registers beside each other: 1 or 2.</summary>
    static abstract int Width { get; }

    static abstract TSelf Load(float* source);

    static abstract void Store(float* target, TSelf value);

    /// <summary>factor · b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(float factor, TSelf b, TSelf c);

    /// <summary>Asks for a cache line that will be read soon; any address will do.</summary>
    static abstract void Prefetch(float* source);
}
