using System.Runtime.CompilerServices;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// One tap convolution: <c>y[o, q·T + r] = bias[o] + Σ_{c,t} w[o, c, t] · x[c, q·S + d_t]</c>. The taps t form a grid of row and
/// column offsets; all sizes are in elements.
/// </summary>
/// <param name="Input">Channels read, height and width of the input.</param>
/// <param name="Lanes">Channels side by side in the input's memory: 16 (blocked) or 1 (planar).</param>
/// <param name="Output">Channels computed, height and width of the (blocked) output.</param>
/// <param name="Rows">Row offsets of the taps, ascending.</param>
/// <param name="Columns">Column offsets of the taps, ascending.</param>
internal sealed record TapShape(TensorShape Input, int Lanes, TensorShape Output, int[] Rows, int[] Columns)
{
    /// <summary>Input steps S.</summary>
    public (int Y, int X) Step { get; init; } = (1, 1);

    /// <summary>Output steps T.</summary>
    public (int Y, int X) OutputStep { get; init; } = (1, 1);

    /// <summary>First output position r.</summary>
    public (int Y, int X) First { get; init; }

    /// <summary>First input channel; a multiple of the lanes.</summary>
    public int InputChannel { get; init; }

    /// <summary>First output channel; a multiple of 16.</summary>
    public int OutputChannel { get; init; }

    /// <summary>Output rows computed.</summary>
    public int Height => (Output.Height - First.Y + OutputStep.Y - 1) / OutputStep.Y;

    /// <summary>Output columns computed.</summary>
    public int Width => (Output.Width - First.X + OutputStep.X - 1) / OutputStep.X;

    /// <summary>Groups of channels that lie side by side in the input.</summary>
    public int InputBlocks => (Input.Channels + Lanes - 1) / Lanes;

    /// <summary>Products per output value, the padding lanes included.</summary>
    public int Depth => InputBlocks * Lanes * Rows.Length * Columns.Length;

    /// <summary>True where some tap reads beyond the input, which then counts as zero.</summary>
    public bool ReadsOutside => Depth > 0 && Height > 0 && Width > 0
        && (Rows[0] < 0 || Columns[0] < 0 || (Height - 1) * Step.Y + Rows[^1] >= Input.Height
            || (Width - 1) * Step.X + Columns[^1] >= Input.Width);

    /// <summary>True where nothing but the channels is mixed: rows and columns then do not matter.</summary>
    public bool IsPointwise => Rows is [0] && Columns is [0] && (Step, OutputStep) == ((1, 1), (1, 1))
        && (Input.Height, Input.Width) == (Output.Height, Output.Width);

    /// <summary>The weights, the depth in the order block, row, column, lane.</summary>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public PackedWeights Pack(Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias) =>
        new(Output.Channels, Depth, ProductKernel.Width, bias,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (k, first, row) =>
        {
            var (tap, lane) = Math.DivRem(k, Lanes);
            var (rest, x) = Math.DivRem(tap, Columns.Length);
            var (block, y) = Math.DivRem(rest, Rows.Length);
            var channel = block * Lanes + lane;
            if (channel >= Input.Channels) return;
            for (var i = 0; i < row.Length; i++) row[i] = weight(first + i, channel, y, x);
        });
}
