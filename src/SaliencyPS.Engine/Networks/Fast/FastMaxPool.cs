using System.Runtime.Intrinsics;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>
/// Maximum over a sliding window, 16 channels at once. State: one byte per element, the number of the winning tap among those
/// inside the input. The gradient of a position is the sum over the windows that chose it, first to last.
/// </summary>
/// <param name="rows">Windows along the vertical axis.</param>
/// <param name="columns">Windows along the horizontal axis.</param>
/// <param name="rowTaps">Distance of the numbers of taps below each other.</param>
internal sealed unsafe class FastMaxPool(PoolAxis rows, PoolAxis columns, int rowTaps) : FastLayer
{
    /// <summary>Most taps that a byte can tell apart.</summary>
    public const int MostTaps = 256;

    private int OutputPlane => rows.Windows.Length * columns.Windows.Length;

    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Channels * OutputPlane);

    protected override void Forward(LayerPass<float> pass)
    {
        var chunks = Chunks.OfRows(pass.Output.Batch * pass.Output.Shape.Channels / Lanes * rows.Windows.Length, columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* x = pass.Inputs[0].Span, y = pass.Output.Span)
            fixed (byte* state = pass.State.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, oy) = Math.DivRem(line, rows.Windows.Length);
                    var at = (nint)line * columns.Windows.Length * Lanes;
                    Row(x + (nint)plane * rows.Size * columns.Size * Lanes, y + at, state == null ? null : state + at, rows.Windows[oy]);
                }
        });
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        var blocks = pass.OutputGradient.Shape.Channels / Lanes;
        var chunks = Chunks.OfRows(pass.OutputGradient.Batch * blocks * rows.Size, columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* gx = pass.InputGradients[0].Span, gy = pass.OutputGradient.Span)
            fixed (byte* state = pass.State.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, iy) = Math.DivRem(line, rows.Size);
                    var (gradient, block) = Math.DivRem(plane, blocks);
                    var source = gradient / pass.GradientsPerSample * blocks + block;
                    GradientRow(gx + (nint)line * columns.Size * Lanes, gy + (nint)plane * OutputPlane * Lanes, state + (nint)source * OutputPlane * Lanes, rows.Readers(iy));
                }
        });
    }

    private void Row(float* x, float* y, byte* state, PoolWindow vertical)
    {
        nint rowStep = (nint)rows.Step * columns.Size * Lanes, step = columns.Step * Lanes;
        x += (nint)vertical.First * columns.Size * Lanes;
        var (height, columnStep) = (vertical.Taps(rows.Step), columns.Step);
        foreach (var horizontal in columns.Windows)
        {
            var width = horizontal.Taps(columnStep);
            var line = x + horizontal.First * Lanes;
            var best = Vector512.Load(line);
            var winner = Vector512<int>.Zero;
            for (var row = 0; row < height; row++, line += rowStep)
            {
                var value = line;
                for (int tap = row * rowTaps, end = tap + width; tap < end; tap++, value += step)
                {
                    var candidate = Vector512.Load(value);
                    var wins = Vector512.GreaterThan(candidate, best) | Vector512.IsNaN(candidate);
                    best = Vector512.ConditionalSelect(wins, candidate, best);
                    winner = Vector512.ConditionalSelect(wins.AsInt32(), Vector512.Create(tap), winner);
                }
            }

            best.Store(y);
            y += Lanes;
            if (state == null) continue;
            ByteLanes.Store(state, winner);
            state += Lanes;
        }
    }

    private void GradientRow(float* gx, float* gy, byte* state, ReadOnlySpan<PoolReader> vertical)
    {
        var (width, windows) = (columns.Size, columns.Windows.Length);
        for (var ix = 0; ix < width; ix++, gx += Lanes)
        {
            var sum = Vector512<float>.Zero;
            var horizontal = columns.Readers(ix);
            foreach (var (oy, first) in vertical)
                foreach (var (ox, tap) in horizontal)
                {
                    var at = ((nint)oy * windows + ox) * Lanes;
                    var chosen = Vector512.Equals(ByteLanes.Load(state + at), Vector512.Create(first * rowTaps + tap));
                    sum += Vector512.Load(gy + at) & chosen.AsSingle();
                }

            sum.Store(gx);
        }
    }
}
