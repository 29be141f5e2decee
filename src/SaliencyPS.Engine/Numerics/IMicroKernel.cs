namespace SaliencyPS.Numerics;

/// <summary>
/// The innermost loop of every dense product: a Rows × Columns block of C kept in registers. A struct, so that the loops around
/// it are compiled for its sizes. All kernels add the products of one element in the same order with fused multiply-add, so they
/// give the same bytes.
/// </summary>
internal unsafe interface IMicroKernel
{
    /// <summary>Rows of C in a block.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of C in a block.</summary>
    static abstract int Columns { get; }

    /// <summary>True where this machine can run it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>C = start + A · B with start = bias (one value per row) or, where bias is null, C itself.</summary>
    /// <param name="a">depth × Rows, packed.</param>
    /// <param name="b">depth × Columns, packed, aligned to 64 bytes.</param>
    /// <param name="depth">Number of products per element.</param>
    /// <param name="c">First element of the block.</param>
    /// <param name="stride">Elements from one row of C to the next.</param>
    /// <param name="bias">Rows values, or null.</param>
    static abstract void Run(float* a, float* b, int depth, float* c, nint stride, float* bias);
}
