namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Estimates the lowest frequencies of a block of a progressive image whose scans are not all there from the levels (DC) of the
/// 5×5 blocks around it, in the manner of T.81 section K.8 and with the weights of libjpeg-turbo 3, so that no grid of blocks
/// shows. Where a component has levels only, the level itself is smoothed as well.
/// </summary>
internal sealed class BlockSmoothing
{
    private const int Window = 5;

    // What is estimated, in zigzag order from the first AC coefficient on, where at least one coefficient has arrived: weights
    // of the 5×5 levels, in 256ths of a coefficient.
    private static readonly int[][] FewWeights =
    [
        Across(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 50, 0, -50, 7),
        Down(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 50, 0, -50, 7),
        Down(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 13, -24, 13, -1),
        [0, -1, 0, 1, 0, -1, 10, 0, -10, 1, 0, 0, 0, 0, 0, 1, -10, 0, 10, -1, 0, 1, 0, -1, 0],
        Across(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 13, -24, 13, -1),
    ];

    // The same where none has arrived, more frequencies of them.
    private static readonly int[][] AllWeights =
    [
        Across(-1, -1, 0, 1, 1, -3, 13, 0, -13, 3, -3, 38, 0, -38, 3),
        Down(-1, -1, 0, 1, 1, -3, 13, 0, -13, 3, -3, 38, 0, -38, 3),
        Down(0, 0, 0, 0, 0, 0, 2, -5, 2, 0, 1, 7, -14, 7, 1),
        [-1, 0, 0, 0, 1, 0, 9, 0, -9, 0, 0, 0, 0, 0, 0, 0, -9, 0, 9, 0, 1, 0, 0, 0, -1],
        Across(0, 0, 0, 0, 0, 0, 2, -5, 2, 0, 1, 7, -14, 7, 1),
        Across(0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, 2, 0, -2, 0),
        [0, 0, 0, 0, 0, 0, 1, -3, 1, 0, 0, 0, 0, 0, 0, 0, -1, 3, -1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, -3, 0, 3, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0],
        Down(0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, 2, 0, -2, 0),
    ];

    private static readonly int[] LevelWeights = Across(-2, -6, -8, -6, -2, -6, 6, 42, 6, -6, -8, 42, 152, 42, -8);

    private readonly JpegComponent _component;
    private readonly JpegFrame _frame;
    private readonly bool _levelsOnly;
    private readonly int[][] _weights;
    private readonly short[] _block = new short[64];
    private readonly int[] _levels = new int[Window * Window];

    /// <summary>For the blocks of one component.</summary>
    public BlockSmoothing(JpegComponent component, JpegFrame frame)
    {
        (_component, _frame) = (component, frame);
        _levelsOnly = component.LowestBits.AsSpan(1, AllWeights.Length).IndexOfAnyExcept(-1) < 0;
        _weights = _levelsOnly ? AllWeights : FewWeights;
    }

    /// <summary>Whether anything is missing that can be estimated: the levels of all components are there.</summary>
    public static bool IsPossible(JpegFrame frame)
    {
        var missing = false;
        foreach (var component in frame.Components)
        {
            if (component.LowestBits[0] < 0) return false;
            for (var k = 0; k <= AllWeights.Length; k++)
            {
                if (component.Steps![JpegScan.NaturalOrder[k]] == 0) return false;
                missing |= k > 0 && component.LowestBits[k] != 0;
            }
        }

        return missing;
    }

    /// <summary>A block's coefficients, with estimates of what is zero and not known to be; valid until the next call.</summary>
    public ReadOnlySpan<short> Estimate(int x, int y)
    {
        _component.Coefficients.AsSpan(_component.BlockOffset(x, y), 64).CopyTo(_block);
        Gather(x, y);
        for (var k = 1; k <= _weights.Length; k++)
        {
            var at = JpegScan.NaturalOrder[k];
            var low = _component.LowestBits[k];
            if (low == 0 || _block[at] != 0) continue;
            // What has not arrived of a coefficient whose upper bits are known to be zero is below their lowest.
            var most = low < 0 ? int.MaxValue : (1 << low) - 1;
            var value = Weigh(_weights[k - 1], at);
            _block[at] = (short)(value < 0 ? -Math.Min(-value, most) : Math.Min(value, most));
        }

        if (_levelsOnly) _block[0] = (short)Weigh(LevelWeights, 0);
        return _block;
    }

    // The weighted sum of the levels as a multiple of a coefficient's step, rounded.
    private int Weigh(int[] weights, int coefficient)
    {
        var sum = 0L;
        for (var i = 0; i < _levels.Length; i++) sum += (long)weights[i] * _levels[i];
        sum *= _component.Steps![0];
        long step = _component.Steps[coefficient];
        var rounded = (int)(((step << 7) + Math.Abs(sum)) / (step << 8));
        return sum < 0 ? -rounded : rounded;
    }

    // Beyond the image its outermost blocks are repeated. What is beyond it libjpeg-turbo judges as if every row of MCUs had as
    // many rows of blocks as this one; the last one may have fewer.
    private void Gather(int x, int y)
    {
        var (mcu, row, last) = (y / _component.V, y % _component.V, _frame.McusHigh - 1);
        var high = mcu < last ? _component.V : (_component.BlocksHigh - 1) % _component.V + 1;
        var (before, after) = (mcu * high + row, (last - mcu + 1) * high - row - 1);
        for (var i = 0; i < _levels.Length; i++)
        {
            var column = Math.Clamp(x + i % Window - 2, 0, _component.BlocksWide - 1);
            var other = y + Math.Clamp(i / Window - 2, -before, after);
            _levels[i] = _component.Coefficients[_component.BlockOffset(column, other)];
        }
    }

    // Weights that are the same from the top down and from the bottom up: the rows down to the middle one.
    private static int[] Across(params int[] upper) => [.. upper, .. upper[5..10], .. upper[..5]];

    // The same about the other axis.
    private static int[] Down(params int[] left)
    {
        var across = Across(left);
        return [.. Enumerable.Range(0, Window * Window).Select(i => across[i % Window * Window + i / Window])];
    }
}
