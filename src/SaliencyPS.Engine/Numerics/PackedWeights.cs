namespace SaliencyPS.Numerics;

/// <summary>The left matrix of a product in the order in which a micro-kernel reads it: blocks of rows, column by column, zero-padded.</summary>
internal sealed class PackedWeights
{
    /// <summary>A common multiple of all kernels' rows.</summary>
    public const int MostRows = 12;

    private readonly int _rows, _depth;
    private readonly Func<int, int, float> _weight;
    private readonly Lazy<float[]> _wide, _narrow;

    public PackedWeights(int rows, int depth, Func<int, int, float> weight)
    {
        (_rows, _depth, _weight) = (rows, depth, weight);
        // Only the kernel that runs on this machine is ever asked for.
        (_wide, _narrow) = (new(() => Pack(Kernel512.Rows)), new(() => Pack(Kernel256.Rows)));
    }

    /// <summary>The weights for one kernel, packed on first use.</summary>
    public float[] For<TKernel>() where TKernel : struct, IMicroKernel => (TKernel.Rows == Kernel512.Rows ? _wide : _narrow).Value;

    private float[] Pack(int kernelRows)
    {
        var packed = new float[checked((_rows + kernelRows - 1) / kernelRows * kernelRows * _depth)];
        for (var row = 0; row < _rows; row++)
        {
            var block = row / kernelRows * kernelRows;
            for (var k = 0; k < _depth; k++) packed[(long)block * _depth + k * kernelRows + row - block] = _weight(row, k);
        }

        return packed;
    }
}
