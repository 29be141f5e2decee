using System.Runtime.CompilerServices;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// The right matrix of a product in the order of <see cref="PackedWeights"/>: groups of one or two blocks of 16 columns, in each
/// the depth row by row, missing columns as zeros.
/// </summary>
/// <param name="weights">The packed matrix.</param>
/// <param name="start">What the sums of each column start with.</param>
/// <param name="startStep">Elements from a block's start values to those of the next; 0 where all are equal.</param>
/// <param name="depth">Rows of the matrix.</param>
/// <param name="columns">Columns of the matrix.</param>
internal readonly unsafe struct PackedColumns(float* weights, float* start, int startStep, int depth, int columns)
{
    private const int Block = 16;

    /// <summary>Rows of the matrix.</summary>
    public int Depth => depth;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => columns;

    /// <summary>Number of groups.</summary>
    public int Groups => (columns + GroupColumns - 1) / GroupColumns;

    /// <summary>Columns of every group but the last.</summary>
    public static int GroupColumns => Block * ProductKernel.Width;

    /// <summary>Elements that a matrix takes, with the start values that a product without a bias needs.</summary>
    public static int Length(int depth, int columns) => checked((columns + Block - 1) / Block * Block * depth + GroupColumns);

    /// <summary>True where a group has as many blocks as this machine's kernel takes.</summary>
    public bool IsWide(int group) => ProductKernel.Width > 1 && (group * ProductKernel.Width + 1) * Block < columns;

    /// <summary>The packed columns of a group.</summary>
    public float* Weights(int group) => weights + (nint)group * GroupColumns * depth;

    /// <summary>The start values of a group.</summary>
    public float* Start(int group) => start + (nint)group * ProductKernel.Width * startStep;

    /// <summary>Packs a row-major matrix.</summary>
    /// <param name="matrix">Its first element.</param>
    /// <param name="step">Elements from one of its rows to the next.</param>
    /// <param name="depth">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="memory">Where to, <see cref="Length"/> elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static PackedColumns OfRows(float* matrix, nint step, int depth, int columns, float* memory)
    {
        var result = In(memory, depth, columns);
        for (var group = 0; group < result.Groups; group++)
        {
            var target = result.Weights(group);
            var (first, blocks) = (group * GroupColumns, result.IsWide(group) ? 2 : 1);
            for (var k = 0; k < depth; k++)
                for (var block = 0; block < blocks; block++, target += Block)
                {
                    var column = first + block * Block;
                    PartialVector.Store(target, PartialVector.Load(matrix + k * step + column, columns - column), Block);
                }
        }

        return result;
    }

    /// <summary>Packs the transpose of a row-major matrix: its rows become the columns.</summary>
    /// <param name="matrix">Its first element.</param>
    /// <param name="step">Elements from one of its rows to the next.</param>
    /// <param name="depth">Its columns.</param>
    /// <param name="columns">Its rows.</param>
    /// <param name="memory">Where to, <see cref="Length"/> elements.</param>
    public static PackedColumns OfColumns(float* matrix, nint step, int depth, int columns, float* memory)
    {
        var result = In(memory, depth, columns);
        for (var group = 0; group < result.Groups; group++)
        {
            var (first, width) = (group * GroupColumns, result.IsWide(group) ? 2 * Block : Block);
            var count = Math.Min(width, columns - first);
            if (count < width) new Span<float>(result.Weights(group), width * depth).Clear();
            Transposition.Run(matrix + first * step, step, result.Weights(group), width, count, depth);
        }

        return result;
    }

    private static PackedColumns In(float* memory, int depth, int columns)
    {
        new Span<float>(memory, GroupColumns).Clear();
        return new(memory + GroupColumns, memory, 0, depth, columns);
    }
}
